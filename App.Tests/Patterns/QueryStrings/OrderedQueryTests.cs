using App.Patterns.QueryStrings;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.QueryStrings;

public sealed class OrderedQueryTests
{
    static readonly string[] pieces =
    [
        "a",
        "b",
        "A",
        "é",
        "🎉",
        "سؤال",
        "&",
        "&&",
        "=",
        "==",
        "?",
        "+",
        "%20",
        "%2B",
        "%26",
        "%3D",
        "%FF",
        "%C3",
        "%zz",
        "%",
        "#",
        ";",
        "/",
        " ",
        "%00",
        "%ED%A0%80",
        "[]",
        ".",
    ];

    [Theory]
    [Trait("Statement", "P24.2")]
    [InlineData("?b=1&a=2&b=3&c=4", "b=1|a=2|b=3|c=4")]
    [InlineData("?A=1&a=2&A=3", "A=1|a=2|A=3")]
    [InlineData("?a&b=", "a=|b=")]
    [InlineData("?a=&a&a=1", "a=|a=|a=1")]
    [InlineData("?q=a+b&q=a%20b&q=a%2Bb", "q=a b|q=a b|q=a+b")]
    [InlineData("?q=%FF&q=%C3%A9", "q=\uFFFD|q=é")]
    [InlineData("?q=%zz&q=%", "q=%zz|q=%")]
    [InlineData("?x=1=2&=3", "x=1=2|=3")]
    [InlineData("?a=1&&b=2&", "a=1|b=2")]
    [InlineData("?%6E=1&n=2", "n=1|n=2")]
    [InlineData("?", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Parameters_keep_the_order_of_the_query_string(string? address, string pairs)
    {
        var query = OrderedQuery.Parse(address);
        Assert.Equal(pairs, string.Join('|', query.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(
            (pairs.Length == 0, pairs.Length == 0 ? 0 : pairs.Split('|').Length),
            (query.IsEmpty, query.Count)
        );
        Assert.Equal(address ?? "", query.ToString());
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public void A_name_returns_its_first_value_and_all_its_values()
    {
        var query = OrderedQuery.Parse("?b=1&a=2&b=3&A=4&c");
        Assert.Equal(["1", "3"], query["b"].ToArray());
        Assert.Equal("1", query["b"][0]);
        Assert.Equal(("2", "4"), ((string?)query["a"], (string?)query["A"]));
        Assert.Equal(["b", "a", "A", "c"], query.Keys);
        Assert.True(query.TryGetValue("c", out var empty));
        Assert.Equal([""], empty.ToArray());
        Assert.False(query.ContainsKey("C"));
        Assert.False(query.TryGetValue("none", out var none));
        Assert.Empty(none.ToArray());
        Assert.Empty(query["none"].ToArray());
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public void A_parsed_query_string_is_written_back_unchanged() =>
        Prop.ForAll(
                Gen.OneOf(
                        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null),
                        Gen.Elements(pieces).ListOf().Select(chosen => string.Concat(chosen))
                    )
                    .ToArbitrary(),
                text => OrderedQuery.Parse("?" + text).ToString() == "?" + text
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    [Trait("Statement", "P24.2")]
    public void Written_pairs_are_parsed_back_unchanged()
    {
        var text = Gen.Elements(pieces).ListOf().Select(chosen => string.Concat(chosen));
        var pairs = Gen.Zip(text, text).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)).ListOf();
        Prop.ForAll(pairs.ToArbitrary(), written =>
            {
                var address = OrderedQuery.Of(written).ToString();
                return OrderedQuery
                        .Parse(address)
                        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))
                        .SequenceEqual(written)
                    && OrderedQuery
                        .Of(written)
                        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))
                        .SequenceEqual(written)
                    && OrderedQuery.Parse(address).ToString() == address;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public void Ten_thousand_parameters_throw_and_one_thousand_do_not()
    {
        var many = string.Concat(Enumerable.Repeat("&a=1", 10_000))[1..];
        Assert.Equal(400, Assert.Throws<BadHttpRequestException>(() => OrderedQuery.Parse(many)).StatusCode);
        Assert.Equal(1024, OrderedQuery.Parse(many[..(1024 * 4 - 1)])["a"].Count);
        Assert.Throws<BadHttpRequestException>(() => OrderedQuery.Parse(many[..(1025 * 4 - 1)]));
        Assert.Equal(10_000, OrderedQuery.Parse(many, limit: 10_000).Count);
    }

    [Fact]
    [Trait("Statement", "P24.1")]
    public void The_query_is_parsed_again_after_a_rewrite_and_setting_it_rewrites_the_query_string()
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString("?b=1&a=2&b=3");
        context.Features.Set<IQueryFeature>(new OrderedQueryFeature(context.Features));
        Assert.Equal(3, context.Request.Query.Count);
        Assert.Same(context.Request.Query, context.Request.Query);
        context.Request.QueryString = new QueryString("?z=1");
        Assert.Equal(["z"], context.Request.Query.Keys);
        context.Request.Query = OrderedQuery.Parse("?y=1&x=2&y=%FF");
        Assert.Equal("?y=1&x=2&y=%FF", context.Request.QueryString.Value);
        context.Request.Query = new QueryCollection(
            new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["n"] = new(["1", "2"]) }
        );
        Assert.Equal("?n=1&n=2", context.Request.QueryString.Value);
        Assert.Equal(2, context.Request.Query["n"].Count);
    }
}
