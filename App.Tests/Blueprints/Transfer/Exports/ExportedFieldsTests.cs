using System.Text.Json;
using App.Blueprints.Links;
using App.Blueprints.Transfer;
using App.Blueprints.Transfer.Exports;
using App.Tests.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using CsvHelper;

namespace App.Tests.Blueprints.Transfer.Exports;

/// <summary>Tests that the exported files contain each field in <see cref="LinkSchema"/>.</summary>
public sealed class ExportedFieldsTests
{
    [Fact]
    public async Task Each_field_is_in_the_JSON_file()
    {
        using var json = JsonDocument.Parse(await LinkWriterTests.Written("json", Filled()));
        var row = json.RootElement[0];
        foreach (var text in LinkSchema.Texts.Except([LinkSchema.Folder]))
            Assert.Equal(ValueOf(text), row.GetProperty(Snake(text)).GetString());
        foreach (var flag in LinkSchema.Flags) Assert.True(row.GetProperty(Snake(flag)).GetBoolean());
        Assert.Equal([ValueOf(LinkSchema.Folder)], row.GetProperty("folder").EnumerateArray().Select(one => $"{one}"));
    }

    [Fact]
    public async Task Each_field_is_in_the_CSV_file()
    {
        using var csv = CsvReader.FromText(await LinkWriterTests.Written("csv", Filled()));
        Assert.True(csv.Read());
        foreach (var text in LinkSchema.Texts) Assert.Equal(ValueOf(text), csv.GetString(Snake(text)));
        foreach (var flag in LinkSchema.Flags) Assert.Equal("true", csv.GetString(Snake(flag)));
    }

    [Fact]
    public async Task Each_text_is_read_back_from_the_bookmark_file()
    {
        var entry = BookmarkText.Entry(await LinkWriterTests.Written("html", Filled()));
        // These four texts have no FileAttribute, because the bookmark file format has its own place for each. Every
        // other text of a link is the value of an HTML attribute of the A element.
        Dictionary<LinkText, string> read = new()
        {
            [LinkSchema.Title] = entry.Title,
            [LinkSchema.Description] = entry.Description,
            [LinkSchema.Note] = entry.Note,
            [LinkSchema.Folder] = FolderPath.Join(entry.OwnFolder),
        };
        foreach (var text in LinkSchema.Texts)
        {
            Assert.Equal(read.ContainsKey(text), text.FileAttribute is null);
            Assert.Equal(ValueOf(text), read.GetValueOrDefault(text) ?? text.Of(entry.Texts));
        }
    }

    [Fact]
    public async Task Each_text_and_state_of_the_bookmark_file_is_imported()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("alice");
        await ada.Import(await LinkWriterTests.Written("html", Filled()));
        var url = LinkUrl.Parse(Filled().Url)!;
        var link = library.InScope(services => services.GetRequiredService<LinkStore>().FindSame(1, url))!;
        foreach (var text in LinkSchema.Texts) Assert.Equal(ValueOf(text), text.Of(link));
        // Each flag that the file contains must be set on the imported link. Only IsPublic is not set, because an
        // import makes links private by default.
        foreach (var flag in LinkSchema.Flags) Assert.Equal(flag != LinkSchema.IsPublic, flag.Of(link));
    }

    static string ValueOf(LinkText text) => $"A <value> of {text.Name}";

    static string Snake(LinkField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);

    static ExportedLink Filled()
    {
        var link = LinkWriterTests.Link(1);
        foreach (var text in LinkSchema.Texts) link = text.With(link, ValueOf(text));
        foreach (var flag in LinkSchema.Flags) link = flag.With(link, true);
        return link;
    }
}
