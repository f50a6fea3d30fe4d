using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Writes RFC 4180 CSV in UTF-8 without a byte order mark, with CRLF line ends and a header row. Quotes fields where
/// needed. Tags are joined by commas, folder names by <c>/</c>; a slash or backslash inside a folder name is escaped by
/// a backslash. Prevents CSV injection as OWASP recommends: a field that a spreadsheet could run as a formula gets a
/// leading <c>'</c>. Such a field begins with <c>= + - @</c>, also full-width or after white space, or with <c>' TAB CR
/// LF</c>. <see cref="Restore"/> removes the leading <c>'</c> without loss.
/// </summary>
public sealed class CsvLinkWriter : LinkWriter
{
    const string Formula = "=+-@";
    const string Control = "'\t\r\n";
    const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    // Leading characters that a spreadsheet may drop: white space, control characters and invisible characters.
    static readonly SearchValues<char> skipped = SearchValues.Create(
    [
        .. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code)
            .Where(sign => char.IsWhiteSpace(sign)
                || char.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.Format),
    ]);

    readonly StringWriter text = new(CultureInfo.InvariantCulture);
    readonly CsvWriter csv;

    // Also quotes fields with leading or trailing spaces or tabs, because some readers trim them.
    public CsvLinkWriter() =>
        csv = CsvWriter.Create(
            text,
            new CsvWriterOptions { Quoting = CsvQuoting.WhenNeededOrWhitespace },
            leaveOpen: true
        );

    public override string ContentType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    /// <summary>Adds a leading <c>'</c> to a field that a spreadsheet could run as a formula.</summary>
    public static string Neutralise(string field) =>
        field.Length > 0 && (Control.Contains(field[0]) || IsFormula(field)) ? $"'{field}" : field;

    /// <summary>Reverses <see cref="Neutralise"/>.</summary>
    public static string Restore(string field) => field is ['\'', ..] ? field[1..] : field;

    public override void Dispose()
    {
        csv.Dispose();
        text.Dispose();
        base.Dispose();
    }

    protected override void Begin()
    {
        foreach (var column in ExportColumn.All) csv.WriteField(column.Name);
        EndRow();
    }

    protected override void Write(ExportedLink link)
    {
        foreach (var column in ExportColumn.All) csv.WriteField(Neutralise(FieldOf(column, link)));
        EndRow();
    }

    protected override void End() { }

    static string FieldOf(ExportColumn column, ExportedLink link) => column.Of(link) switch
    {
        null => "",
        bool isSet => isSet ? "true" : "false",
        DateTimeOffset date => date.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture),
        IReadOnlyList<string> names => column.Join(names),
        var text => (string)text,
    };

    // Whether a spreadsheet could run the field as a formula. It converts compatibility forms of formula characters,
    // such as the full-width ＝, to the plain character.
    static bool IsFormula(string field)
    {
        var first = field.AsSpan().IndexOfAnyExcept(skipped);
        if (first < 0 || char.IsSurrogate(field[first])) return false;
        return Formula.Contains(field[first].ToString().Normalize(NormalizationForm.FormKC), StringComparison.Ordinal);
    }

    void EndRow()
    {
        csv.EndRecord();
        csv.Flush();
        var written = text.GetStringBuilder();
        foreach (var chunk in written.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, Piece);
        written.Clear();
    }
}
