using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Links.Imports;

public sealed class LinkImportStoreTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    static LinkImport Row(string url, string title = "", string note = "", params string[] tags) =>
        new()
        {
            Url = LinkUrl.Parse(url)!,
            Title = title,
            Note = note,
            Tags = tags,
            CreatedAt = LinkStoreFixture.Now.AddYears(-1),
        };

    IReadOnlyList<ImportedLink> Import(params LinkImport[] rows) => desk.Import(desk.Ada, rows);

    [Fact]
    public void New_rows_are_added_searchable_and_counted()
    {
        var result = Import(
            Row("https://a.example/", "First", "n", "x", "Two words") with
            {
                IsPublic = true,
                IsUnread = true,
                Folder = "A/B",
                Keyword = "k",
            },
            Row("https://b.example/", "Second") with
            {
                IsStarred = true,
                IsArchived = true,
                CreatedAt = null,
            }
        );
        Assert.All(result, row => Assert.True(row.IsNew));
        var first = desk.Links.Find(desk.Ada, result[0].Id)!;
        Assert.Equal(
            ("First", "n", "A/B", "k", true, true, false),
            (first.Title, first.Note, first.Folder, first.Keyword, first.IsPublic, first.IsUnread, first.IsArchived)
        );
        Assert.Equal(["Two words", "x"], first.Tags);
        Assert.Equal(LinkStoreFixture.Now.AddYears(-1), first.CreatedAt);
        var second = desk.Links.Find(desk.Ada, result[1].Id)!;
        Assert.Equal((true, true, LinkStoreFixture.Now), (second.IsStarred, second.IsArchived, second.CreatedAt));
        Assert.Equal(["First"], desk.Titles("fir #x"));
        Assert.Equal(["Second"], desk.Titles("second", state: LinkState.Archived));
        Assert.Equal(
            new LinkCounts
            {
                Active = 1,
                Archived = 1,
                Unread = 1,
                Shared = 1,
            },
            desk.Get<LinkListStore>().Counts(desk.Ada)
        );
    }

    [Fact]
    public void Duplicates_in_a_batch_are_merged_into_the_first()
    {
        var result = Import(
            Row("https://a.example/", "", "one", "x"),
            Row("https://A.example", "Title", "two", "X", "y"),
            Row("https://a.example/?utm_source=z", "Late", "one")
        );
        Assert.Equal([true, false, false], result.Select(row => row.IsNew));
        Assert.Single(result.Select(row => row.Id).Distinct());
        var link = desk.Links.Find(desk.Ada, result[0].Id)!;
        Assert.Equal(("Title", "one\n\ntwo\n\nAlso saved as\nLate"), (link.Title, link.Note));
        Assert.Equal(["x", "y"], link.Tags);
    }

    [Fact]
    public void An_existing_link_is_completed_and_never_overwritten()
    {
        var id = desk.Add("https://a.example/", "Mine", note: "mine", tags: "a", isUnread: true);
        var rows = new[]
        {
            Row("https://a.example/", "Theirs", "theirs", "b") with
            {
                Description = "text",
                Folder = "F",
                IsPublic = true,
            },
        };
        Assert.Equal([new ImportedLink(id, IsNew: false)], Import(rows));
        Import(rows);
        var link = desk.Links.Find(desk.Ada, id)!;
        Assert.Equal(("Mine", "text", "mine\n\ntheirs", "F"), (link.Title, link.Description, link.Note, link.Folder));
        Assert.Equal(
            (true, false, 2L, LinkStoreFixture.Now.AddYears(-1)),
            (link.IsUnread, link.IsPublic, link.Version, link.CreatedAt)
        );
        Assert.Equal(["a", "b"], link.Tags);
        Assert.Equal(["Mine"], desk.Titles("theirs #b"));
    }

    [Fact]
    public void Unusual_text_does_not_break_a_batch()
    {
        var result = Import(
            Row(
                "https://a.example/",
                "nul \0 and half \ud83d surrogate",
                "line\r\nline",
                "",
                " ,",
                "#hash",
                "a,b",
                "\u200f"
            ),
            Row("https://b.example/", "'\"{}[]\\u0000", "\u0001")
        );
        Assert.Equal("line\nline", desk.Links.Find(desk.Ada, result[0].Id)!.Note);
        Assert.Equal(["a b", "hash"], desk.Links.Find(desk.Ada, result[0].Id)!.Tags);
        Assert.Equal("'\"{}[]\\u0000", desk.Links.Find(desk.Ada, result[1].Id)!.Title);
        Assert.Empty(Import());
    }

    [Fact]
    public void Accounts_are_separate()
    {
        var bob = desk.NewAccount("bob");
        desk.Add("https://a.example/", "Bob's", tags: "t", account: bob);
        Assert.True(Import(Row("https://a.example/", "Ada's", "", "t"))[0].IsNew);
        Assert.Equal(2, desk.Scalar<int>("select count(*) from tags"));
    }

    [Fact]
    public void An_export_reads_every_link_once_by_folder_and_date()
    {
        Import([
            .. Enumerable
                .Range(0, 250)
                .Select(i =>
                    Row($"https://example.com/{i}", $"Link {i}", "", $"t{i % 3}") with
                    {
                        Folder = $"F{i % 4}",
                        CreatedAt = LinkStoreFixture.Now.AddMinutes(i / 10),
                        IsArchived = i % 5 == 0,
                        IsStarred = i % 2 == 0,
                    }
                ),
        ]);
        List<Link> All(LinkQuery? query)
        {
            List<Link> links = [];
            while (
                desk.Get<LinkExportStore>()
                    .Batch(desk.Ada, query, links.Count == 0 ? null : ExportCursor.After(links[^1]), 40)
                    is { Count: > 0 } batch
            )
                links.AddRange(batch);
            return links;
        }
        var everything = All(null);
        Assert.Equal(250, everything.DistinctBy(link => link.Id).Count());
        Assert.Equal(
            everything
                .OrderBy(link => link.Folder, StringComparer.Ordinal)
                .ThenBy(link => link.CreatedAt)
                .ThenBy(link => link.Id),
            everything
        );
        Assert.Equal(200, All(new LinkQuery()).Count);
        Assert.Equal(50, All(new LinkQuery { State = LinkState.Archived }).Count);
        Assert.Equal(100, All(new LinkQuery { State = LinkState.Starred }).Count);
        Assert.Equal(
            desk.Search.Find(desk.Ada, new LinkQuery { Text = "link -#t1", Tags = ["t0"] }, 1).Total,
            All(new LinkQuery { Text = "link -#t1", Tags = ["t0"] }).Count
        );
        Assert.Empty(All(new LinkQuery { Tags = ["nobody has this"] }));
        Assert.Equal(200, All(new LinkQuery { Site = "example.com" }).Count);
    }
}
