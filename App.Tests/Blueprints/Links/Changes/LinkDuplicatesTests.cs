using System.Data.Common;
using System.Reflection;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using Dapper;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkDuplicatesTests : DuplicateLinks
{
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
        // If the store treats both URLs as the same link, it rejects the second one and its id is 0. Then there is no
        // group of duplicates to check.
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
        // Changes one link to the URL of another page. The link must leave the group of duplicates, because its stored
        // canonical URL is removed too.
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
