using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Rules;
using static App.Tests.Blueprints.Links.Rules.SampleRule;

namespace App.Tests.Blueprints.Links.Rules;

public sealed class LinkRulesTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    LinkRuleStore Rules => desk.Get<LinkRuleStore>();

    [Fact]
    public void Rules_apply_to_new_links_and_not_to_existing_ones()
    {
        Rules.Add(desk.Ada, Rule("example.com", tags: "site,both"), LinkStoreFixture.Now);
        var off = Rules.Add(desk.Ada, Rule("example.com", tags: "off"), LinkStoreFixture.Now)!.Value;
        Rules.SetActive(desk.Ada, off, false);
        Rules.Add(desk.Ada, Rule(words: "later", archives: true, marksUnread: true), LinkStoreFixture.Now);
        var id = desk.Add("https://example.com/", "Read later", tags: "own, Both");
        var link = desk.Links.Find(desk.Ada, id)!;
        Assert.Equal(("Both,own,site", true, true), (link.TagList, link.IsArchived, link.IsUnread));
        Assert.Equal(1, desk.Scalar<int>("select archived from link_counts"));

        // Removes the tags that the rules have added. The rules must not add the tags again when more data is
        // merged into the link.
        desk.Links.Update(
            desk.Ada,
            id,
            1,
            new()
            {
                Url = LinkUrl.Parse("https://example.com/")!,
                Title = "Read later",
                Tags = ["own"],
            },
            LinkStoreFixture.Now
        );
        desk.Links.Merge(
            desk.Ada,
            id,
            new() { Url = LinkUrl.Parse("https://example.com/")!, Note = "n" },
            LinkStoreFixture.Now
        );
        Assert.Equal("own", desk.Links.Find(desk.Ada, id)!.TagList);

        LinkImport Row(string url) =>
            new()
            {
                Url = LinkUrl.Parse(url)!,
                Title = "Row",
                Tags = ["file"],
            };
        var rows = desk.Import(
            desk.Ada,
            Row("https://example.com/"),
            Row("https://example.com/new"),
            Row("https://other.example/")
        );
        Assert.Equal(
            ["file,own", "both,file,site", "file"],
            rows.Select(row => desk.Links.Find(desk.Ada, row.Id)!.TagList).Select(tags => tags!.ToLowerInvariant())
        );
    }

    [Fact]
    public void Rules_are_private_to_their_account()
    {
        var bob = desk.NewAccount("bob");
        var his = Rules.Add(bob, Rule(words: "example", tags: "his"), LinkStoreFixture.Now)!.Value;
        Assert.Null(desk.Links.Find(desk.Ada, desk.Add("https://example.com/"))!.TagList);
        Assert.Null(Rules.Find(desk.Ada, his));
        Assert.False(
            Rules.Delete(desk.Ada, his)
                || Rules.SetActive(desk.Ada, his, false)
                || Rules.MoveUp(desk.Ada, his)
                || Rules.Update(desk.Ada, Rule() with { Id = his, Version = 1 })
        );
        Assert.Single(Rules.All(bob));
    }

    [Fact]
    public void Rules_can_be_reordered_and_their_number_is_limited()
    {
        var ids = Enumerable
            .Range(0, 3)
            .Select(i => Rules.Add(desk.Ada, Rule(words: $"w{i}", tags: "t"), LinkStoreFixture.Now)!.Value)
            .ToArray();
        Rules.MoveUp(desk.Ada, ids[2]);
        Rules.MoveUp(desk.Ada, ids[0]);
        Assert.Equal([ids[0], ids[2], ids[1]], Rules.All(desk.Ada).Select(rule => rule.Id));
        for (var i = 3; i < LinkRule.MaxCount; i++)
            Rules.Add(desk.Ada, Rule(words: "w", tags: "t"), LinkStoreFixture.Now);
        Assert.Null(Rules.Add(desk.Ada, Rule(words: "w", tags: "t"), LinkStoreFixture.Now));
        Assert.False(Rules.Update(desk.Ada, Rule() with { Id = ids[0], Version = 2 }));
        Assert.True(Rules.Update(desk.Ada, Rule(words: "new") with { Id = ids[0], Version = 1 }));
    }

    [Fact]
    public void A_rule_preview_includes_archived_links_and_excludes_trashed_ones()
    {
        var ids = new[]
        {
            desk.Add("https://a.example.com/"),
            desk.Add("https://example.com/"),
            desk.Add("https://example.org/"),
            desk.Add("https://example.com/gone"),
        };
        desk.Links.SetArchived(desk.Ada, ids[0], true, LinkStoreFixture.Now);
        desk.Trash.Put(desk.Ada, ids[3], LinkStoreFixture.Now);
        Assert.Equal(ids[..2], Rules.Matching(desk.Ada, Rule("example.com")).Select(link => link.Id).Order());
        Assert.Equal(ids[..3], Rules.Matching(desk.Ada, Rule(words: "example")).Select(link => link.Id).Order());
    }
}
