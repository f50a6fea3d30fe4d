using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using static App.Tests.Blueprints.Links.Rules.SampleRule;

namespace App.Tests.Blueprints.Links.Rules;

public sealed class LinkRuleMatchTests
{
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
}
