using System.Numerics;
using App.Patterns.Ajax;
using App.Patterns.QueryStrings;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Tests.Patterns.Ajax;

public sealed class QueryValuesTests
{
    static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));

    // Parses the text with both implementations: ASP.NET Core's, and the one that preserves the order of parameters.
    static IEnumerable<IQueryCollection> Queries(string text) => [Query(text), OrderedQuery.Parse(text)];

    [Theory]
    [InlineData("", 0)]
    [InlineData("a=2&b=3", 5)]
    [InlineData("a=2.5&b=3", 3)]
    [InlineData("a=%203%20&b=1", 4)]
    [InlineData("a=%2B3", 3)]
    [InlineData("a=x&b=2", 2)]
    [InlineData("a=-5", -5)]
    [InlineData("a=1&a=9", 1)]
    [InlineData("a=", 0)]
    [InlineData("a", 0)]
    [InlineData("a=0x10", 0)]
    [InlineData("a=1e3", 0)]
    [InlineData("a=99999999999999999999", 0)]
    [InlineData("a=%00", 0)]
    [Trait("Statement", "P15.3")]
    public void Reading_a_number_never_throws(string query, int sum) =>
        Assert.All(Queries(query), values => Assert.Equal(sum, values.Get("a", 0) + values.Get("b", 0)));

    [Theory]
    [InlineData("a=1_000")]
    [InlineData("a=%D9%A3")]
    [Trait("Statement", "P15.4")]
    public void Underscores_and_digits_of_other_scripts_are_not_parsed_as_numbers(string query) =>
        Assert.All(Queries(query), values => Assert.Equal(7, values.Get("a", 7)));

    [Fact]
    [Trait("Statement", "P15.3")]
    public void Any_parsable_type_can_be_read_from_the_query()
    {
        Assert.Equal(
            BigInteger.Parse("12345678901234567890", System.Globalization.CultureInfo.InvariantCulture),
            Query("a=12345678901234567890").Get("a", BigInteger.Zero)
        );
        Assert.Equal(2.5, Query("a=2.5").Get("a", 0.0));
        Assert.Equal(Guid.Empty, Query("a=x").Get("a", Guid.Empty));
        Assert.Equal(("x", ""), (Query("a=x&a=y").Text("a"), Query("").Text("a")));
    }
}
