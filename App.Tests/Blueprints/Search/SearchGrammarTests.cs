using App.Blueprints.Search;

namespace App.Tests.Blueprints.Search;

/// <summary>Tests how search texts are parsed. Each expected result is written in the search syntax.</summary>
public sealed class SearchGrammarTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t ", "")]
    [InlineData("word", "word")]
    [InlineData("a or b c", "a or b c")]
    [InlineData("(a or b) c", "(a or b) c")]
    [InlineData("a AND b Or NOT c", "a b or -c")]
    [InlineData("a and (b and c)", "a b c")]
    [InlineData("a or (b or c)", "a or b or c")]
    [InlineData("not not a", "not -a")]
    [InlineData("not (a b) c", "not (a b) c")]
    [InlineData("-a -\"b c\" -#d -(e f)", "-a -\"b c\" -#d not (e f)")]
    [InlineData("- a --", "- a --")]
    [InlineData("((((a))))", "a")]
    [InlineData("printf()", "printf")]
    [InlineData("f(x)", "f x")]
    [InlineData("\"and\" 'or' \"NOT\"", "\"and\" \"or\" \"NOT\"")]
    [InlineData("\"say \\\"hi\\\" \\\\\"", "\"say \\\"hi\\\" \\\\\"")]
    [InlineData("'it\\'s'", "\"it's\"")]
    [InlineData("\"to the end", "\"to the end\"")]
    [InlineData("don't can't", "don't can't")]
    [InlineData("'quoted' rock'n'roll", "\"quoted\" rock'n'roll")]
    [InlineData("a\"b c\"d", "a \"b c\" d")]
    [InlineData("#tag #\"two words\" #'three more words'", "#tag #\"two words\" #\"three more words\"")]
    [InlineData("tag:css tag:\"web design\" #c# #c++", "#css #\"web design\" #\"c#\" #\"c++\"")]
    [InlineData("# ##", "# #\"#\"")]
    [InlineData("c# c++ .net f# a!b -5", "c# c++ .net f# a!b -5")]
    [InlineData("!unread !UNTAGGED !other !", "is:unread is:untagged !other !")]
    [InlineData(
        "is:Starred is:read is:archived is:public is:private is:\"unread\"",
        "is:starred is:read is:archived is:public is:private is:unread"
    )]
    [InlineData("site:Example.org site:\"münchen.de\"", "site:Example.org site:münchen.de")]
    [InlineData(
        "title:cast url:iron note:\"red brick\" description:'x y'",
        "title:cast url:iron note:\"red brick\" description:\"x y\""
    )]
    [InlineData("in:title foo bar", "in:title foo bar")]
    [InlineData("foo in:title or bar in:note", "in:title,note foo or bar")]
    [InlineData("(in:title foo) or (in:url,description bar)", "(in:title foo) or (in:description,url bar)")]
    [InlineData("a (in:title|note b)", "a (in:title,note b)")]
    [InlineData("in:title", "")]
    [InlineData("in:title (in:url x)", "in:title (in:url x)")]
    [InlineData("wor* \"cast iro\"* title:ir*", "wor* \"cast iro\"* title:ir*")]
    [InlineData("before:2024 after:2024-3 before:2024-02-29", "before:2024 after:2024-03 before:2024-02-29")]
    [InlineData(
        "https://en.wikipedia.org/wiki/C_(language)#Syntax x",
        "https://en.wikipedia.org/wiki/C_(language)#Syntax x"
    )]
    [InlineData(
        "(https://a.example/) or -HTTP://b.example/?q=\"x\"",
        "https://a.example/ or -HTTP://b.example/?q=\"x\""
    )]
    [InlineData("url:https://a.example/(x)", "https://a.example/(x)")]
    [InlineData("foo:bar note: site: title:(x)", "foo:bar note: site: title: x")]
    [InlineData("中文 日本語 or 한국어", "中文 日本語 or 한국어")]
    public void A_search_is_parsed_as_expected(string typed, string meaning)
    {
        var search = SearchQuery.Parse(typed);
        Assert.Null(search.Problem);
        Assert.Equal(meaning, search.Expression?.ToString() ?? "");
        Assert.Equal(meaning, SearchQuery.Parse(meaning).Expression?.ToString() ?? "");
    }

    [Theory]
    [InlineData("(a b", SearchProblemKind.UnclosedBracket, "(", "(a b")]
    [InlineData("a (b (c d)", SearchProblemKind.UnclosedBracket, "(", "a (b (c d)")]
    [InlineData("a b) c", SearchProblemKind.UnopenedBracket, ")", "a b) c")]
    [InlineData(":)", SearchProblemKind.UnopenedBracket, ")", "")]
    [InlineData("foo or", SearchProblemKind.MissingOperand, "or", "foo")]
    [InlineData("or foo", SearchProblemKind.MissingOperand, "or", "foo")]
    [InlineData("foo and and bar", SearchProblemKind.MissingOperand, "and", "foo bar")]
    [InlineData("foo or or bar", SearchProblemKind.MissingOperand, "or", "foo bar")]
    [InlineData("foo (or bar)", SearchProblemKind.MissingOperand, "or", "foo (or bar)")]
    [InlineData("foo not", SearchProblemKind.MissingOperand, "not", "foo")]
    [InlineData("and", SearchProblemKind.MissingOperand, "and", "and")]
    [InlineData("is:unraed css", SearchProblemKind.UnknownState, "is:unraed", "is:unraed css")]
    [InlineData("in:body css", SearchProblemKind.UnknownField, "in:body", "in:body css")]
    [InlineData("x before:yesterday", SearchProblemKind.BadDate, "before:yesterday", "x before:yesterday")]
    [InlineData("after:2023-02-29", SearchProblemKind.BadDate, "after:2023-02-29", "after:2023-02-29")]
    [InlineData("after:2023-13", SearchProblemKind.BadDate, "after:2023-13", "after:2023-13")]
    [InlineData("after:2023-00-10", SearchProblemKind.BadDate, "after:2023-00-10", "after:2023-00-10")]
    [InlineData("after:\"\"", SearchProblemKind.BadDate, "after:\"\"", "after:\"\"")]
    public void An_invalid_search_reports_the_position_and_is_treated_as_plain_words(
        string typed,
        SearchProblemKind kind,
        string broken,
        string words
    )
    {
        var search = SearchQuery.Parse(typed);
        Assert.Equal((kind, broken), (search.Problem?.Kind, search.Problem?.Cut(typed).Broken));
        Assert.Equal(words, search.Expression?.ToString() ?? "");
        Assert.False(search.IsPlain);
    }

    [Fact]
    public void Terms_and_nesting_are_limited_with_a_parse_error()
    {
        Assert.Null(SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("word", SearchQuery.MaxTerms))).Problem);
        Assert.Equal(
            SearchProblemKind.TooManyTerms,
            SearchQuery.Parse(string.Join(' ', Enumerable.Repeat("word", SearchQuery.MaxTerms + 1))).Problem?.Kind
        );
        Assert.Equal(
            SearchProblemKind.TooManyTerms,
            SearchQuery.Parse($"({string.Join(" or ", Enumerable.Range(0, 200))})").Problem?.Kind
        );
        Assert.Null(
            SearchQuery
                .Parse(new string('(', SearchQuery.MaxDepth) + "x" + new string(')', SearchQuery.MaxDepth))
                .Problem
        );
        Assert.Equal(
            SearchProblemKind.TooDeep,
            SearchQuery.Parse(new string('(', 2000) + "x" + new string(')', 2000)).Problem?.Kind
        );
        Assert.Equal(
            SearchProblemKind.TooDeep,
            SearchQuery.Parse(string.Concat(Enumerable.Repeat("not ", 3000)) + "x").Problem?.Kind
        );
        Assert.Equal(SearchProblemKind.TooDeep, SearchQuery.Parse(new string('-', 5000) + "x").Problem?.Kind);
    }

    [Theory]
    [InlineData("rock and roll", true)]
    [InlineData("now or never", true)]
    [InlineData("one", false)]
    [InlineData("love not war", false)]
    [InlineData("rock (roll)", false)]
    [InlineData("rock #roll", false)]
    [InlineData("rock \"roll\"", false)]
    public void Only_words_without_operators_are_a_plain_search(string typed, bool isPlain) =>
        Assert.Equal(isPlain, SearchQuery.Parse(typed).IsPlain);
}
