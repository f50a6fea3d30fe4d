using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class TagSuggestionTests
{
    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task Tags_are_suggested_by_prefix_with_the_most_used_first()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://a.example/", "A", "Css, cooking, </script><script>");
        await ada.AddLink("https://b.example/", "B", "css, zebra");
        await bob.AddLink("https://c.example/", "C", "cssbob");
        var answer = await ada.Get("/api/tags/suggest?q=C");
        Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal([("Css", 2), ("cooking", 1)], Tags(answer));
        Assert.Equal(4, Tags(await ada.Get("/api/tags/suggest")).Count);
        Assert.Equal([("</script><script>", 1)], Tags(await ada.Get("/api/tags/suggest?q=%3C")));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("abc", 8)]
    [InlineData("", 8)]
    [InlineData("-1", 1)]
    [InlineData("0", 1)]
    [InlineData("1e9", 8)]
    [InlineData("999999999", 10)]
    [InlineData("99999999999999999999", 8)]
    [Trait("Statement", "P15.3")]
    public async Task Every_limit_value_is_accepted(string limit, int expected)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", string.Join(',', Enumerable.Range(0, 10).Select(i => $"t{i}")));
        Assert.Equal(expected, Tags(await ada.Get($"/api/tags/suggest?q=t&limit={limit}")).Count);
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    [Trait("Statement", "P15.5")]
    public async Task A_tag_containing_a_script_end_tag_breaks_nothing()
    {
        const string name = "</script><script>";
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", name, tags: name);
        foreach (
            var url in new[]
            {
                "/en/links",
                "/en/links/new",
                "/en/tags",
                $"/en/links?tag={Uri.EscapeDataString(name)}",
                "/en/",
            }
        )
        {
            var page = await ada.Get(url);
            Assert.All(page.FindAll("script"), script =>
                Assert.True(script.HasAttribute("src") && script.TextContent.Length == 0)
            );
            Assert.Contains(
                page.FindAll("article .tags a, datalist option, main a, #trail bdi")
                    .Select(element => element.GetAttribute("value") ?? element.TextContent),
                text => text.Contains(name, StringComparison.Ordinal)
            );
        }
        Assert.DoesNotContain("<", (await ada.Get("/api/tags/suggest?q=%3C")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    [Trait("Statement", "P15.6")]
    public async Task The_form_contains_the_API_root_and_works_without_scripts()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var ada = library.NewVisitor();
        var page = await ada.Get("/base/en/account/sign-up");
        await ada.Submit(
            page,
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada1",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        page = await ada.Get("/base/en/links/new");
        Assert.Equal("/base/", page.Find("html").GetAttribute("data-root"));
        var list = await ada.Submit(
            page,
            "form#link-form",
            new Dictionary<string, string?>
            {
                ["url"] = "example.com",
                ["title"] = "A",
                ["tags"] = "old, tag",
            }
        );
        Assert.StartsWith("/base/en/links", list.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.All(list.FindAll("article.link a[href^='/'], article.link [formaction]"), link =>
            Assert.StartsWith(
                "/base/en/links",
                link.GetAttribute("href") ?? link.GetAttribute("formaction"),
                StringComparison.Ordinal
            )
        );
        page = await ada.Get("/base/en/links/new");
        Assert.Equal(["old", "tag"], page.FindAll("datalist option").Select(option => option.GetAttribute("value")));
        Assert.Equal(page.Find("datalist").Id, page.Find("#tags").GetAttribute("list"));
        Assert.StartsWith(
            "/base/js/links.",
            page.Find("script[src*=links]").GetAttribute("src"),
            StringComparison.Ordinal
        );
        Assert.Single(Tags(await ada.Get("/base/api/tags/suggest?q=o")));
    }

    static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    static List<(string, int)> Tags(Answer answer) =>
        [
            .. Json(answer)
                .EnumerateArray()
                .Select(tag => (tag.GetProperty("name").GetString()!, tag.GetProperty("count").GetInt32())),
        ];
}
