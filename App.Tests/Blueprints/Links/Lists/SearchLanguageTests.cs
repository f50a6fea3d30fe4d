using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Runs search expressions on a few links and checks which links they find.</summary>
public sealed class SearchLanguageTests : SampleLinks
{
    [Theory]
    [InlineData("iron or steel", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("(iron or steel) pans", "Cast iron pans|Steel pans")]
    [InlineData("iron or steel pans", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("pans not steel", "Cast iron pans")]
    [InlineData("pans and not (steel or ore)", "Cast iron pans")]
    [InlineData("not pans", "Iron ore|Rock and Roll cooking|Roll on, rock")]
    [InlineData("not (not pans)", "Cast iron pans|Steel pans")]
    [InlineData("ore or -(iron or rock or steel)", "Iron ore")]
    [InlineData("-pans -rock", "Iron ore")]
    [InlineData("#kitchen or #geology", "Cast iron pans|Iron ore")]
    [InlineData("tag:\"cast iron\"", "Cast iron pans")]
    [InlineData("-#kitchen iron", "Iron ore")]
    [InlineData("!untagged", "Roll on, rock|Steel pans")]
    [InlineData("is:untagged -roll", "Steel pans")]
    [InlineData("!unread", "Steel pans")]
    [InlineData("is:read pans", "Cast iron pans")]
    [InlineData("not is:read", "Steel pans")]
    [InlineData("is:starred or is:unread", "Roll on, rock|Steel pans")]
    [InlineData("is:public", "Iron ore")]
    [InlineData("is:private pans", "Cast iron pans|Steel pans")]
    [InlineData("is:archived", "Old iron")]
    [InlineData("is:archived steel", "")]
    [InlineData("iron (is:archived or ore)", "Iron ore|Old iron")]
    [InlineData("iron -is:archived", "Cast iron pans|Iron ore")]
    [InlineData("site:cook.example", "Cast iron pans|Steel pans")]
    [InlineData("site:www.cook.example", "Cast iron pans|Steel pans")]
    [InlineData("site:blog.cook.example", "Steel pans")]
    [InlineData("site:https://metal.example/", "Iron ore")]
    [InlineData("-site:example", "")]
    [InlineData("site:ook.example", "")]
    [InlineData("in:title rust", "")]
    [InlineData("in:description rust", "Steel pans")]
    [InlineData("in:note rust", "Cast iron pans")]
    [InlineData("in:note in:description rust", "Cast iron pans|Steel pans")]
    [InlineData("(in:note rust) or (in:url ore)", "Cast iron pans|Iron ore")]
    [InlineData("in:url (steel or in:title iron)", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("title:iron url:pans", "Cast iron pans")]
    [InlineData("title:\"cast iron\"", "Cast iron pans")]
    [InlineData("note:rust", "Cast iron pans")]
    [InlineData("iro*", "Cast iron pans|Iron ore")]
    [InlineData("\"cast iro\"*", "Cast iron pans")]
    [InlineData("\"cast iro\"", "")]
    [InlineData("'iron ore'", "Iron ore")]
    [InlineData("rock and roll", "Rock and Roll cooking|Roll on, rock")]
    [InlineData("\"rock and roll\"", "Rock and Roll cooking")]
    [InlineData("https://www.cook.example/pans?size=2#care", "Cast iron pans")]
    [InlineData("http://www.cook.example/pans?size=2&utm_source=x", "Cast iron pans")]
    [InlineData("https://metal.example/ore", "Iron ore")]
    [InlineData("iron &", "Cast iron pans|Iron ore")]
    [InlineData("(iron", "Cast iron pans|Iron ore")]
    [InlineData("iron or", "Cast iron pans|Iron ore")]
    [InlineData("in:title", "Cast iron pans|Iron ore|Rock and Roll cooking|Roll on, rock|Steel pans")]
    public void A_search_expression_finds_the_expected_links(string typed, string titles) =>
        Assert.Equal(titles, string.Join('|', desk.Titles(typed, sort: LinkSort.Title)));

    [Fact]
    public void Adjacent_words_rank_first_and_no_match_is_lost()
    {
        Assert.Equal(["Rock and Roll cooking", "Roll on, rock"], desk.Titles("rock and roll"));
        desk.Add("https://third.example/", "Roll on, rock", minutes: 9);
        Assert.Equal("Rock and Roll cooking", desk.Titles("rock and rol")[0]);
        Assert.Equal(3, desk.Titles("rock and roll").Length);
    }

    [Fact]
    public void An_export_supports_the_same_search_language()
    {
        List<string> Exported(string text) =>
            [
                .. desk.Get<LinkExportStore>()
                    .Batch(desk.Ada, new LinkQuery { Text = text }, null, 50)
                    .Select(link => link.Title)
                    .Order(),
            ];
        Assert.Equal(["Iron ore", "Old iron"], Exported("iron (is:archived or ore)"));
        Assert.Equal(["Old iron"], Exported("is:archived"));
        Assert.Equal(["Cast iron pans", "Steel pans"], Exported("site:cook.example -c++"));
    }
}
