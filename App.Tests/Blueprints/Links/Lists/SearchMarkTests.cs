using App.Blueprints.Search;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchMarkTests
{
    [Theory]
    [InlineData("東京", "今日は<mark>東京</mark>へ")]
    [InlineData("c++", "今日は東京へ", "<mark>c++</mark> now", "c++ now")]
    [InlineData("in:note now", "今日は東京へ", "c++ now", "c++ now")]
    [InlineData("wor* -worse", "今日は東京へ", "<mark>words</mark> &lt;b&gt;", "words <b>")]
    [InlineData(
        "rock and roll",
        "今日は東京へ",
        "<mark>rock</mark> &amp; <mark>roll</mark>, <mark>rock and roll</mark>",
        "rock & roll, rock and roll"
    )]
    public void Matches_are_marked_according_to_the_search_expression(
        string typed, string marked, string other = "", string text = "")
    {
        string Of(string said)
        {
            using var writer = new StringWriter();
            new Highlighter(SearchQuery.Parse(typed))
                .Mark(said, SearchFields.Title)
                .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
            return writer.ToString().Replace("&#x2B;", "+", StringComparison.Ordinal);
        }
        Assert.Equal(marked, Of("今日は東京へ"));
        Assert.Equal(other, Of(text));
    }

    [Fact]
    public void Matches_are_marked_and_other_text_is_escaped()
    {
        static string Of(string search, string text)
        {
            using var writer = new StringWriter();
            new Highlighter(SearchQuery.Parse(search))
                .Mark(text, SearchFields.Title)
                .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }
        Assert.Equal("Caf&#xE9; <mark>num&#xE9;rique</mark>", Of("nume", "Café numérique"));
        Assert.Equal("&lt;mark&gt;<mark>x</mark>&lt;/mark&gt;&lt;script&gt;", Of("x", "<mark>x</mark><script>"));
        Assert.Equal("<mark>cast iron</mark> iron", Of("\"cast iron\"", "cast iron iron"));
        Assert.Equal("tags are no words", Of("#tags -are", "tags are no words"));
    }

    [Fact]
    public void A_snippet_is_cut_around_the_first_match()
    {
        var text =
            string.Concat(Enumerable.Repeat("filler 😀 ", 100))
            + "needle"
            + string.Concat(Enumerable.Repeat(" filler", 100));
        using var writer = new StringWriter();
        new Highlighter(SearchQuery.Parse("needle"))
            .Snippet(text, SearchFields.Description)!
            .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.InRange(writer.ToString().Length, 100, 600);
        Assert.Contains("<mark>needle</mark>", writer.ToString(), StringComparison.Ordinal);
        Assert.Null(new Highlighter(SearchQuery.Parse("absent")).Snippet(text, SearchFields.Description));
    }
}
