using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Transfer;
using App.Blueprints.Transfer.Exports;
using App.Tests.Blueprints.Transfer.Exports;
using FsCheck;
using FsCheck.Fluent;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Tests with randomly generated links that exported links are the same after an import.</summary>
public sealed class BookmarkPropertyTests
{
    static readonly string[] pieces =
    [
        "a",
        "word",
        " ",
        "  ",
        "\n",
        "\t",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "&amp;",
        "&lt;",
        "&#10;",
        "<DT>",
        "<DD>",
        "</A>",
        "</DL><p>",
        "<H3>",
        "<A HREF=\"x\">",
        "<!--",
        "-->",
        "[linkding-notes]",
        "[/linkding-notes]",
        ",",
        ";",
        "/",
        "\\",
        "=",
        "+",
        "-",
        "@",
        "{",
        "}",
        "\0",
        "\u200f",
        "é",
        "e\u0301",
        "中文",
        "العربية",
        "🎉",
        "👩‍👩‍👧",
        "\ud83d",
        "\udc00",
    ];

    static readonly Gen<string> text = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null),
        Gen.Choose(0, 8).SelectMany(count => Gen.Elements(pieces).ListOf(count)).Select(chosen => string.Concat(chosen))
    );

    // Generates only field values that the forms and imports can store.
    static readonly Gen<ExportedLink> link =
        from title in text
        from description in text
        from note in text
        from tags in text.ListOf(3)
        from folder in text.ListOf(2)
        from states in Gen.Choose(0, 15)
        from seconds in Gen.Choose(1, 2_000_000_000)
        select new ExportedLink
        {
            Url = "https://a.example/" + seconds,
            Title = Held(title).Title,
            Description = Held(description).Description,
            Note = Held(note).Note,
            Tags = Held("", tags).Tags,
            Folder = FolderPath.Join(folder.Select(name => Held(name).Title).Where(name => name.Length > 0)),
            IsPublic = (states & 1) > 0,
            IsUnread = (states & 2) > 0,
            IsStarred = (states & 4) > 0,
            IsArchived = (states & 8) > 0,
            AddedAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
            ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(seconds + 5L),
        };

    static LinkImport Held(string text, IEnumerable<string>? tags = null) => new LinkImport
    {
        Url = LinkUrl.Parse("https://a.example/")!,
        Title = text,
        Description = text,
        Note = text,
        Tags = [.. tags ?? []],
    }.Cleaned();

    [Fact]
    public void Every_exported_link_is_read_back_unchanged() =>
        Prop.ForAll(link.ListOf(3).Select(links => links.DistinctBy(one => one.Url)).ToArbitrary(), links =>
            {
                var written = LinkWriterTests.Written("html", [.. links]).GetAwaiter().GetResult();
                var read = BookmarkText
                    .Entries(written)
                    .Select(entry => new ExportedLink
                    {
                        Url = entry.Url,
                        Title = entry.Title,
                        Description = entry.Description,
                        Note = entry.Note,
                        Tags = entry.Tags,
                        Folder = FolderPath.Join(entry.OwnFolder),
                        IsPublic = entry.IsPrivate == false,
                        IsUnread = entry.IsUnread,
                        IsStarred = entry.IsStarred,
                        IsArchived = entry.IsArchived,
                        AddedAt = entry.AddedAt ?? default,
                        ModifiedAt = entry.ModifiedAt,
                    });
                Assert.Equal(
                    links.OrderBy(one => one.Url, StringComparer.Ordinal).Select(Told),
                    read.OrderBy(one => one.Url, StringComparer.Ordinal).Select(Told)
                );
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    static readonly System.Text.Json.JsonSerializerOptions readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static string Told(ExportedLink one) => System.Text.Json.JsonSerializer.Serialize(one, readable);
}
