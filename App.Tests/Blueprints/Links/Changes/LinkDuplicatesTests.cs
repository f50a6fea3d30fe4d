using System.Data.Common;
using System.Reflection;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Tests.Blueprints.Transfer.Imports;
using Dapper;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkDuplicatesTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    LinkDuplicateStore Duplicates => desk.Get<LinkDuplicateStore>();

    LinkDismissalStore Dismissals => desk.Get<LinkDismissalStore>();

    LinkMergeStore Merges => desk.Get<LinkMergeStore>();

    Link Link(long id) => desk.Get<LinkBatchStore>().Read(desk.Ada, [id]).Single();

    long[][] Groups() =>
        [
            .. Duplicates
                .Page(desk.Ada, 1, 50)
                .Items.Select(group => group.Links.Select(link => link.Id).Order().ToArray()),
        ];

    LinkChange? Merge(long kept, params long[] ids)
    {
        LinkChange? change = null;
        desk.Connection.Transact(() =>
            change = desk.Get<LinkMerger>().Merge(desk.Ada, kept, ids, LinkStoreFixture.Now));
        return change;
    }

    LinkChange Undo(LinkChange change)
    {
        var id = desk.Changes.BeginUndo(change, LinkStoreFixture.Now)!.Value;
        desk.Get<PendingLinkStore>().AddChanged(id, change.Id);
        return Run(id);
    }

    LinkChange Run(long id)
    {
        while (desk.Get<ChangeRunner>().Step(desk.Changes.Find(desk.Ada, id)!, LinkStoreFixture.Now) > 0) { }
        return desk.Changes.Find(desk.Ada, id)!;
    }

    [Theory]
    [InlineData("https://example.com/a", "http://example.com/a")]
    [InlineData("https://example.com/a", "https://www.example.com/a/")]
    [InlineData("https://example.com/a?id=1", "http://m.example.com/a?id=1&utm_source=x")]
    [InlineData("https://en.example.com/", "https://mobile.en.example.com/index.html")]
    [InlineData("https://example.com/blog/", "https://example.com/blog/index.php")]
    [InlineData("https://example.com/?p=1", "https://www.example.com/index.php?p=1")]
    [InlineData("https://en.wikipedia.org/wiki/Carafe", "https://en.m.wikipedia.org/wiki/Carafe")]
    [InlineData("https://example.com/#part", "http://example.com#part")]
    [InlineData("https://example.com/blog/index.html#part", "https://www.example.com/blog/#part")]
    public void Links_that_are_probably_the_same_page_form_a_group(string one, string two)
    {
        var ids = new[] { desk.Add(one), TryAdd(two) ?? 0 };
        // If both URLs have the same key, the store rejects the second link, and there is no group.
        if (ids[1] != 0) Assert.Equal(ids, Assert.Single(Groups()));
    }

    long? TryAdd(string url) =>
        desk.Links.Add(desk.Ada, new() { Url = LinkUrl.Parse(url)! }, LinkStoreFixture.Now)?.Id;

    [Theory]
    [InlineData("https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a?id=1", "https://example.com/a?id=2")]
    [InlineData("https://www.com/a.b", "https://com.example/a.b")]
    [InlineData("https://mobile.de/", "https://m.de/")]
    [InlineData("https://example.com/a.m.b", "https://example.com/a.b")]
    [InlineData("https://example.com/A", "https://example.com/a")]
    [InlineData("ftp://example.com/a", "https://example.com/a")]
    [InlineData("https://example.com:8080/", "https://example.com/")]
    [InlineData("https://de.example.com/", "https://example.com/")]
    public void Links_that_may_be_different_pages_form_no_group(string one, string two)
    {
        desk.Add(one);
        desk.Add(two);
        Assert.Empty(Groups());
        Assert.Equal(0, Duplicates.Count(desk.Ada));
    }

    [Fact]
    public void Pages_with_the_same_canonical_URL_form_a_group()
    {
        var plain = desk.Add("https://example.com/story");
        var other = desk
            .Links.Add(
                desk.Ada,
                new()
                {
                    Url = LinkUrl.Parse("https://amp.example.com/story?x=1")!,
                    Canonical = LinkUrl.Parse("https://www.example.com/story"),
                },
                LinkStoreFixture.Now
            )!
            .Id;
        var imported = desk.Import(
            desk.Ada,
            new LinkImport
            {
                Url = LinkUrl.Parse("https://example.net/copy")!,
                Canonical = LinkUrl.Parse("http://example.com/story/"),
            }
        )[0].Id;
        Assert.Equal([plain, other, imported], Assert.Single(Groups()));
        // Changes the link's URL to that of another page. The link then loses its canonical URL.
        desk.Links.Update(
            desk.Ada,
            other,
            1,
            new() { Url = LinkUrl.Parse("https://amp.example.com/another")! },
            LinkStoreFixture.Now
        );
        Assert.Equal([plain, imported], Assert.Single(Groups()));
    }

    [Fact]
    public void Merging_duplicates_loses_nothing_and_undo_restores_them_all()
    {
        var kept = desk.Add("https://example.com/", "Title", "About", "My note", "a, both", isUnread: true, minutes: 5);
        var old = desk.Add(
            "http://example.com/",
            "Other title",
            "About it",
            "Old note",
            "b, Both",
            isPublic: true,
            minutes: -5
        );
        var bare = desk.Add("https://www.example.com/", isUnread: true);
        desk.Links.SetStarred(desk.Ada, old, true);
        desk.Links.SetArchived(desk.Ada, old, true, LinkStoreFixture.Now);
        var before = new[] { kept, old, bare }.Select(Link).ToList();

        var change = Merge(kept, kept, old, bare)!;
        var merged = Link(kept);
        Assert.Equal(("Title", "About", "a,b,both"), (merged.Title, merged.Description, merged.TagList));
        foreach (var text in new[] { "My note", "Old note", "Other title", "About it" })
            Assert.Contains(text, merged.Note, StringComparison.Ordinal);
        Assert.Equal(
            (true, false, false, false),
            (merged.IsStarred, merged.IsUnread, merged.IsArchived, merged.IsPublic)
        );
        Assert.Equal(LinkStoreFixture.Now.AddMinutes(-5), merged.CreatedAt);
        Assert.All([old, bare], id => Assert.True(Link(id).IsTrashed));
        Assert.Equal((3L, LinkChangeKind.Merged), (change.LinkCount, change.Kind));
        Assert.Empty(Groups());
        Assert.Equal(["Title"], desk.Titles("old note"));

        Assert.Null(Merge(kept, kept, old, bare));
        Assert.Equal((3, 0), (Undo(change).LinkCount, desk.Changes.Recent(desk.Ada, 0, 1)[0].KeptCount));
        foreach (var was in before)
            Assert.Null(LinkDelta.Of(was, Link(was.Id)));
        Assert.Single(Groups());
    }

    [Fact]
    public void All_groups_are_merged_as_one_change_in_batches()
    {
        for (var i = 0; i < 400; i++)
        {
            desk.Add($"http://example.com/{i}", $"Old {i}", tags: "old", minutes: -1);
            desk.Add($"https://single.example/{i}");
        }
        for (var i = 0; i < 400; i++) desk.Add($"https://www.example.com/{399 - i}", $"New {i}", tags: "new");
        Assert.Equal(400, Duplicates.Count(desk.Ada));
        Assert.Equal(
            (20, 20),
            (Duplicates.Page(desk.Ada, 20, 20).Items.Count, Duplicates.Page(desk.Ada, 20, 20).Number)
        );

        var id = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Assert.Equal(800, Merges.AddTargets(desk.Ada, id));
        Run(id);
        var change = desk.Changes.Find(desk.Ada, id)!;
        Assert.Equal(800, change.LinkCount);
        Assert.Equal(
            (0, 400, 800),
            (
                (int)Duplicates.Count(desk.Ada),
                desk.Scalar<int>("select trashed from link_counts"),
                desk.Scalar<int>("select active from link_counts")
            )
        );
        Assert.Equal(
            400,
            desk.Scalar<int>("select count(*) from links where deleted_at is null and url like 'https://www.%'")
        );
        Assert.Equal(
            (400, 400),
            (
                desk.Scalar<int>("select link_count from tags where name = 'old'"),
                desk.Scalar<int>("select link_count from tags where name = 'new'")
            )
        );
        Undo(change);
        Assert.Equal((400, 0), ((int)Duplicates.Count(desk.Ada), desk.Scalar<int>("select trashed from link_counts")));
    }

    [Fact]
    public void A_dismissed_group_is_shown_again_when_another_link_joins()
    {
        var ids = new[] { desk.Add("https://example.com/"), desk.Add("http://example.com/") };
        Dismissals.Dismiss(desk.Ada, ids);
        Assert.Empty(Groups());
        var change = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Assert.Equal((0, 0L), (Merges.AddTargets(desk.Ada, change), Duplicates.Count(desk.Ada)));
        var third = desk.Add("https://www.example.com/");
        Assert.Equal([.. ids, third], Assert.Single(Groups()));
        Dismissals.Dismiss(desk.Ada, [third]);
        Assert.Empty(Groups());
        Dismissals.Undismiss(desk.Ada, ids[0]);
        Assert.Single(Groups());
    }

    [Fact]
    public void Links_of_another_account_are_never_found_merged_or_dismissed_as_duplicates()
    {
        var bob = desk.NewAccount("bob");
        var mine = desk.Add("https://example.com/", tags: "mine");
        var his = new[]
        {
            desk.Add("http://example.com/", account: bob),
            desk.Add("https://www.example.com/", account: bob),
        };
        Assert.Empty(Groups());
        Assert.Null(Merge(mine, [mine, .. his]));
        Assert.Null(Merge(his[0], [mine, .. his]));
        Assert.Equal((0, 0), (Dismissals.Dismiss(desk.Ada, his), Dismissals.Undismiss(desk.Ada, his[0])));
        Assert.Equal(1, Duplicates.Count(bob));
        Assert.All(his, id => Assert.NotNull(desk.Links.Find(bob, id)));
    }

    [Fact]
    public void A_very_large_group_shows_its_first_links()
    {
        var canonical = LinkUrl.Parse("https://example.com/");
        desk.Import(
            desk.Ada,
            [
                .. Enumerable
                    .Range(0, 300)
                    .Select(i => new LinkImport
                    {
                        Url = LinkUrl.Parse($"https://example.com/{i}")!,
                        Canonical = canonical,
                    }),
            ]
        );
        Assert.Equal(LinkDuplicateStore.MaxGroupSize, Assert.Single(Groups()).Length);
        var id = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Merges.AddTargets(desk.Ada, id);
        Run(id);
        Assert.Equal(1, desk.Scalar<int>("select active from link_counts"));
    }

    [Theory]
    [InlineData("https://example.com/#!/a", "https://example.com/#!/b")]
    [InlineData("https://example.com/guide#install", "https://example.com/guide#upgrade")]
    [InlineData("https://example.com/guide", "http://www.example.com/guide#upgrade")]
    public void Links_that_differ_only_in_the_fragment_form_a_separate_group_that_is_not_merged_automatically(
        string one,
        string two
    )
    {
        var ids = new[] { desk.Add(one), desk.Add(two) };
        var group = Assert.Single(Duplicates.Page(desk.Ada, 1, 50).Items);
        Assert.True(group.HasOtherFragments);
        Assert.Equal(ids, group.Links.Select(link => link.Id));
        Assert.Equal(1, Duplicates.Count(desk.Ada));
        var all = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Assert.Equal(0, Merges.AddTargets(desk.Ada, all));
        Assert.Null(Merge(ids[0], ids));
    }

    [Fact]
    public void A_canonical_URL_does_not_hide_a_different_fragment()
    {
        var canonical = LinkUrl.Parse("https://maps.example.com/");
        foreach (var place in (string[])["#map=5/1/2", "#map=9/8/7"])
            desk.Links.Add(
                desk.Ada,
                new() { Url = LinkUrl.Parse("https://maps.example.com/?x=1" + place)!, Canonical = canonical },
                LinkStoreFixture.Now
            );
        Assert.True(Assert.Single(Duplicates.Page(desk.Ada, 1, 50).Items).HasOtherFragments);
    }

    [Fact]
    public void Merging_different_fragments_keeps_their_URLs_in_the_note_and_can_be_undone()
    {
        var kept = desk.Add("https://example.com/guide#install", "Install");
        var other = desk.Add("https://example.com/guide#upgrade", "Upgrade");
        LinkChange? change = null;
        desk.Connection.Transact(() =>
            change = desk.Get<LinkMerger>().Merge(desk.Ada, kept, [other], LinkStoreFixture.Now, anyFragment: true)
        );
        Assert.Contains("https://example.com/guide#upgrade", Link(kept).Note, StringComparison.Ordinal);
        Assert.True(Link(other).IsTrashed);
        Assert.Equal((2, 0L), ((int)Undo(change!).LinkCount, desk.Changes.Recent(desk.Ada, 0, 1)[0].KeptCount));
        Assert.Equal("", Link(kept).Note);
    }

    [Fact]
    public void Groups_of_pages_and_of_fragments_are_paged_and_dismissed_together()
    {
        var page = new[] { desk.Add("https://example.com/a"), desk.Add("http://example.com/a") };
        var fragment = desk.Add("https://example.com/a#b");
        for (var i = 0; i < 5; i++)
            foreach (var place in (string[])["#x", "#y"]) desk.Add($"https://other.example/{i}{place}");
        Assert.Equal(7, Duplicates.Count(desk.Ada));
        var shown = Enumerable.Range(1, 4).SelectMany(number => Duplicates.Page(desk.Ada, number, 2).Items).ToList();
        Assert.Equal([false, true, true, true, true, true, true], shown.Select(group => group.HasOtherFragments));
        Assert.Equal(7, shown.Distinct().Count());

        Dismissals.Dismiss(desk.Ada, page);
        Assert.Equal(6, Duplicates.Count(desk.Ada));
        Dismissals.Dismiss(desk.Ada, [.. page, fragment], anyFragment: true);
        Assert.Equal(5, Duplicates.Count(desk.Ada));
        Dismissals.Undismiss(desk.Ada, fragment, anyFragment: true);
        Assert.Equal(7, Duplicates.Count(desk.Ada));
    }

    [Theory]
    [InlineData("Groups")]
    [InlineData("CountOfGroups")]
    [InlineData("FragmentGroups")]
    [InlineData("CountOfFragmentGroups")]
    public void Duplicate_groups_are_found_by_index(string statement)
    {
        var sql = (string)
            typeof(LinkDuplicateStore)
                .GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!
                .GetRawConstantValue()!;
        var plan = string.Join(
            '\n',
            ((DbConnection)desk.Connection)
                .Query<(long, long, long, string Detail)>(
                    "explain query plan " + sql,
                    new
                    {
                        accountId = 1,
                        size = 20,
                        offset = 0,
                    }
                )
                .Select(step => step.Detail)
        );
        Assert.Contains("SEARCH links USING", plan, StringComparison.Ordinal);
        Assert.Contains("INDEX links_document (account_id=?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN links", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
