using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class LinkSearchTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Words_match_as_prefixes_and_all_words_are_required()
    {
        desk.Add("https://a.example/", "Cooking with cast iron");
        desk.Add("https://b.example/", "Iron ore", description: "about cooks");
        Assert.Equal(["Cooking with cast iron", "Iron ore"], desk.Titles("cook iro").Order());
        Assert.Equal(["Cooking with cast iron"], desk.Titles("cooking iron"));
        Assert.Empty(desk.Titles("cook steel"));
    }

    [Fact]
    public void A_phrase_matches_whole_adjacent_words()
    {
        desk.Add("https://a.example/", "Cast iron pans");
        desk.Add("https://b.example/", "Iron cast");
        Assert.Equal(["Cast iron pans"], desk.Titles("\"cast iron\""));
        Assert.Empty(desk.Titles("\"cast iro\""));
        Assert.Equal(["Cast iron pans"], desk.Titles("\"cast iron"));
    }

    [Fact]
    public void A_tag_matches_exactly_and_case_insensitively()
    {
        desk.Add("https://a.example/", "One", tags: "Web Design, css");
        desk.Add("https://b.example/", "Two", tags: "web");
        Assert.Equal(["Two"], desk.Titles("#WEB"));
        Assert.Equal(["One"], desk.Titles("#\"web design\""));
        Assert.Equal(["One"], desk.Titles("", tag: "CSS"));
        Assert.Empty(desk.Titles("#none"));
        Assert.Empty(desk.Titles("", tag: "we"));
    }

    [Fact]
    public void A_minus_excludes_words_phrases_and_tags()
    {
        desk.Add("https://a.example/", "Red apple", tags: "fruit");
        desk.Add("https://b.example/", "Red brick", tags: "wall");
        desk.Add("https://c.example/", "Green apple pie");
        Assert.Equal(["Red apple"], desk.Titles("red -brick"));
        Assert.Equal(["Red brick"], desk.Titles("red -#fruit"));
        Assert.Equal(["Red apple"], desk.Titles("apple -\"apple pie\""));
        Assert.Equal(["Green apple pie"], desk.Titles("-red"));
        Assert.Equal(3, desk.Titles("-#nobodyhasthis").Length);
    }

    [Theory]
    [InlineData("numerique")]
    [InlineData("NUMÉRIQUE")]
    [InlineData("nume\u0301rique")]
    public void Accents_and_case_are_ignored(string typed)
    {
        desk.Add("https://a.example/", "Le numérique");
        Assert.Equal(["Le numérique"], desk.Titles(typed));
    }

    [Fact]
    public void Title_description_note_URL_and_tags_are_searched()
    {
        desk.Add("https://a.example/zanzibar", "A");
        desk.Add("https://b.example/", "B", description: "zanzibar");
        desk.Add("https://c.example/", "C", note: "zanzibar");
        desk.Add("https://d.example/", "D", tags: "zanzibar");
        desk.Add("https://e.example/", "Zanzibar");
        Assert.Equal(5, desk.Titles("zanzibar").Length);
    }

    [Fact]
    public void A_match_in_the_title_ranks_before_one_in_the_text()
    {
        desk.Add("https://a.example/", "Something", description: "a word about lemons and other things", minutes: 5);
        desk.Add("https://b.example/", "Lemons");
        Assert.Equal(["Lemons", "Something"], desk.Titles("lemons"));
        Assert.Equal(["Something", "Lemons"], desk.Titles("lemons", sort: LinkSort.Newest));
    }

    [Theory]
    [InlineData("c++", "C++ notes")]
    [InlineData("c#", "C# notes")]
    [InlineData("don't", "Don't panic")]
    [InlineData(".net", "The .NET runtime")]
    [InlineData("https://site.example/path?a=b#frag", "Pasted")]
    [InlineData("🎉", "Party 🎉")]
    [InlineData("c -c#", "C++ notes")]
    public void Words_with_symbols_are_found(string typed, string title)
    {
        desk.Add("https://a.example/", "C++ notes");
        desk.Add("https://b.example/", "C# notes");
        desk.Add("https://third.example/", "Don't panic");
        desk.Add("https://d.example/", "The .NET runtime");
        desk.Add("https://site.example/path?a=b#frag", "Pasted");
        desk.Add("https://e.example/", "Party 🎉");
        Assert.Equal([title], desk.Titles(typed).Where(found => found != "Party 🎉" || typed == "🎉"));
    }

    [Fact]
    public void Internal_words_of_the_index_match_nothing()
    {
        desk.Add("https://x.example/", "Plain");
        Assert.Empty(desk.Titles($"a{desk.Ada}"));
    }
}
