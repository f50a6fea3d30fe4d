using System.Globalization;
using System.Text;
using CsvHelper;

namespace App.Blueprints.Transfer;

/// <summary>
/// Writes RFC 4180 CSV: CRLF, quoted where needed, UTF-8 without a mark, a first line of names. Tags are joined by commas, folder names
/// by <c>/</c> (a slash or backslash within a name follows a backslash). So that no spreadsheet runs a field, one that begins with
/// <c>= + - @ ' TAB CR LF</c> gets a <c>'</c> in front; <see cref="Restore"/> takes a leading <c>'</c> away again, without loss.
/// </summary>
public sealed class CsvLinkWriter : LinkWriter
{
    const string Dangerous = "=+-@'\t\r\n";
    const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    static readonly string[] names =
    [
        "url", "title", "description", "note", "tags", "folder",
        "is_public", "is_unread", "is_starred", "is_archived", "added_at", "modified_at", "keyword",
    ];

    readonly StringWriter text = new(CultureInfo.InvariantCulture);
    readonly CsvWriter csv;

    // Spaces and tabs at an end are quoted too, because some readers drop them.
    public CsvLinkWriter() =>
        csv = CsvWriter.Create(text, new CsvWriterOptions { Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen: true);

    public override string ContentType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    /// <summary>The field as it goes into the file.</summary>
    public static string Neutralise(string field) => field.Length > 0 && Dangerous.Contains(field[0]) ? $"'{field}" : field;

    /// <summary>The field as it was before <see cref="Neutralise"/>.</summary>
    public static string Restore(string field) => field is ['\'', ..] ? field[1..] : field;

    public override void Dispose()
    {
        csv.Dispose();
        text.Dispose();
        base.Dispose();
    }

    protected override void Begin()
    {
        foreach (var name in names) csv.WriteField(name);
        EndRow();
    }

    protected override void Write(ExportedLink link)
    {
        Field(link.Url);
        Field(link.Title);
        Field(link.Description);
        Field(link.Note);
        Field(string.Join(',', link.Tags));
        Field(FolderText.Join(link.Folder));
        Field(link.IsPublic ? "true" : "false");
        Field(link.IsUnread ? "true" : "false");
        Field(link.IsStarred ? "true" : "false");
        Field(link.IsArchived ? "true" : "false");
        Field(Date(link.AddedAt));
        Field(Date(link.ModifiedAt));
        Field(link.Keyword);
        EndRow();
    }

    protected override void End() { }

    void Field(string value) => csv.WriteField(Neutralise(value));

    static string Date(DateTimeOffset? date) => date?.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture) ?? "";

    void EndRow()
    {
        csv.EndRecord();
        csv.Flush();
        var written = text.GetStringBuilder();
        foreach (var chunk in written.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, Piece);
        written.Clear();
    }
}
