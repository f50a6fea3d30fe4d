using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Rules;

namespace App.Tests.Blueprints.Links.Rules;

public sealed class LinkRulesTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    LinkRuleStore Rules => desk.Get<LinkRuleStore>();

    static LinkRule Rule(
        string host = "",
        string path = "",
        string words = "",
        string tags = "",
        bool archives = false,
        bool marksUnread = false
    ) =>
        new()
        {
            Id = 0,
            Name = "Rule",
            Host = host,
            Path = path,
            Words = words,
            TagList = tags,
            Archives = archives,
            MarksUnread = marksUnread,
            IsActive = true,
            Position = 0,
            Version = 0,
        };

    static bool Matches(LinkRule rule, string url, string title = "", string description = "") =>
        new LinkRules([rule])
            .Acting(
                new()
                {
                    Url = LinkUrl.Parse(url)!,
                    Title = title,
                    Description = description,
                }
            )
            .Any();

    [Theory]
    [InlineData("example.com", "https://example.com/", true)]
    [InlineData("example.com", "http://www.Example.com/a?b", true)]
    [InlineData("example.com", "https://docs.example.com:8080/", true)]
    [InlineData("example.com", "https://notexample.com/", false)]
    [InlineData("example.com", "https://example.com.evil.example/", false)]
    [InlineData("docs.example.com", "https://example.com/", false)]
    [InlineData("müller.example", "https://xn--mller-kva.example/", true)]
    public void A_host_matches_itself_and_its_subdomains(string host, string url, bool matches) =>
        Assert.Equal(matches, Matches(Rule(host), url));

    [Theory]
    [InlineData("/docs/", "https://example.com/docs/a", true)]
    [InlineData("docs/", "https://example.com/Docs/a", true)]
    [InlineData("/docs/", "https://example.com/a/docs/", false)]
    [InlineData("/*/releases", "https://example.com/ada/engine/releases/1", true)]
    [InlineData("*.pdf", "https://example.com/a/b.pdf", true)]
    [InlineData("/watch?v=", "https://example.com/watch?v=1", true)]
    [InlineData("/straße", "https://example.com/stra%C3%9Fe/1", true)]
    [InlineData("/", "https://example.com", true)]
    [InlineData("/a", "https://example.com/#/a", false)]
    [InlineData("/a*b*c", "https://example.com/a/c/b", false)]
    [InlineData("****", "https://example.com/x", true)]
    public void A_path_matches_as_a_prefix(string path, string url, bool matches) =>
        Assert.Equal(matches, Matches(Rule(path: path), url));

    [Theory]
    [InlineData("recipe", "A Recipe for bread", "", true)]
    [InlineData("bread RECIPE", "Recipe", "of bread", true)]
    [InlineData("bread soup", "bread", "", false)]
    [InlineData("art", "Party", "", false)]
    [InlineData("creme brulee", "Crème brûlée", "", true)]
    [InlineData("example", "", "", true)]
    [InlineData("東京", "私は東京に住んでいます", "", true)]
    public void Whole_words_match_in_title_description_and_URL(
        string words,
        string title,
        string description,
        bool matches
    ) => Assert.Equal(matches, Matches(Rule(words: words), "https://example.com/", title, description));

    [Fact]
    public void All_given_conditions_must_match()
    {
        var rule = Rule("example.com", "/docs", "guide");
        Assert.True(Matches(rule, "https://example.com/docs/1", "A guide"));
        Assert.False(Matches(rule, "https://example.com/docs/1", "A tour"));
        Assert.False(Matches(rule, "https://example.com/blog", "A guide"));
        Assert.False(Matches(rule, "https://example.org/docs/1", "A guide"));
    }

    [Theory]
    [InlineData("\0\uFFFF", "%", "\"' ( * -", false, false)]
    [InlineData("", "/%zz%", "😀", false, false)]
    [InlineData("", "/%zz", "", true, false)]
    [InlineData("", "*%00*", "\u202e", true, false)]
    [InlineData("", "*", "\"' ( * -", true, true)]
    public void A_rule_with_unusual_characters_matches_literally(
        string host,
        string path,
        string words,
        bool matches,
        bool matchesOther
    )
    {
        var rule = Rule(host, path, words);
        Assert.Equal(matches, Matches(rule, "https://example.com/%zz?%00#", "\u202e 😀 %"));
        Assert.Equal(matchesOther, Matches(rule, "ftp://example.com", new string('*', 5000)));
    }

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

        // Removes a tag that a rule has added. The rule does not add it again.
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
