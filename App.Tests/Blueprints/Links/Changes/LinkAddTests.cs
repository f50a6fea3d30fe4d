using App.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkAddTests
{
    static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task Adding_a_link_saves_it_shows_a_message_and_redirects_to_the_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answer = await ada.Submit(
            page,
            "form#link-form",
            Fields(
                ("url", " example.com/a "),
                ("title", " A  title\n"),
                ("tags", "x, Y ,x"),
                ("unread", "true"),
                ("Form.IsStarred", "true")
            ),
            follow: false
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var list = await ada.Get(answer.Location!.OriginalString);
        Assert.Equal(["A title"], list.Titles());
        Assert.Equal("https://example.com/a", list.Find("article.link h2 a").GetAttribute("href"));
        Assert.Equal(["x", "Y"], list.FindAll("article.link .tags a").Select(tag => tag.TextContent));
        Assert.Equal("Link saved.", list.Find("#flashes li p").TextContent);
        Assert.Equal("false", list.Find("article.link .star").GetAttribute("aria-pressed"));
        Assert.Single(list.FindAll(".badge.unread"));
    }

    [Theory]
    [InlineData("", "Enter a URL.")]
    [InlineData("javascript:alert(1)", "Only http, https and ftp URLs can be saved.")]
    [InlineData("two words", "This is not a valid URL.")]
    [InlineData("<script>", "This is not a valid URL.")]
    [Trait("Statement", "P12.8")]
    [Trait("Statement", "P12.9")]
    public async Task An_invalid_URL_is_rejected_and_the_input_remains(string url, string message)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answer = await ada.Submit(
            page,
            "form#link-form",
            Fields(
                ("url", url),
                ("title", "<b>T</b>"),
                ("note", "<script>kept\nlines</textarea>"),
                ("tags", "a, \"><script>"),
                ("public", "true")
            )
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([message], answer.FindAll("#url-errors li").Select(error => error.TextContent));
        Assert.Equal(
            ("<b>T</b>", "<script>kept\nlines</textarea>", "a, \"><script>"),
            (
                answer.Find("#title").GetAttribute("value"),
                answer.Find("#note").TextContent,
                answer.Find("#tags").GetAttribute("value")
            )
        );
        Assert.Equal(url, answer.Find("#url").GetAttribute("value"));
        Assert.Empty(answer.FindAll("script:not([src])"));
        Assert.True(answer.Find("#public").HasAttribute("checked"));
    }

    [Fact]
    [Trait("Statement", "P08.7")]
    public async Task Length_errors_are_shown_beside_the_field()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var answer = await ada.Submit(await ada.Get("/en/links/new"), "form#link-form", Fields(
            ("url", "https://example.com/" + new string('a', LinkLimits.Url)),
            ("title", string.Concat(Enumerable.Repeat("😀", LinkLimits.Title + 1))),
            ("tags", new string('t', LinkLimits.Tag + 1))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var field in new[] { "url", "title", "tags" }) Assert.NotEmpty(answer.FindAll($"#{field}-errors li"));
        answer = await ada.AddLink("https://example.com/", string.Concat(Enumerable.Repeat("😀", LinkLimits.Title)));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Single(answer.Titles());
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task A_duplicate_is_shown_and_can_be_merged()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.com/a", "Mine", "one", "first");
        var answer = await ada.AddLink("HTTPS://example.com/a/?utm_source=n", "Other", "two", "second");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Mine", answer.Find("[data-same] a").TextContent);
        Assert.Equal("true", answer.Find("button[name=merge]").GetAttribute("value"));
        var merged = await ada.Submit(answer, "form#link-form", Fields(("merge", "true")));
        Assert.Equal(["Mine"], merged.Titles());
        Assert.Equal(["one", "two"], merged.FindAll("article.link .tags a").Select(tag => tag.TextContent));
        var link = await ada.Get($"/en/links/{merged.IdOf("Mine")}");
        Assert.Contains("first\n\nsecond", link.Find("dl.facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task Submitting_a_link_several_times_in_parallel_adds_it_once()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    ada.Submit(
                        page,
                        "form#link-form",
                        Fields(("url", "https://example.com/"), ("title", "Once")),
                        follow: false
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var racing = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    ada.Submit(
                        page,
                        "form#link-form",
                        Fields(("url", "https://race.example/"), ("title", $"Race {i}")),
                        follow: false
                    )
                )
        );
        Assert.Single(racing, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Equal(7, racing.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal("2", (await ada.Get("/en/links")).Total());
    }

    [Fact]
    public async Task Query_parameters_prefill_the_form()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.com/have", "Had");
        var page = await ada.Get(
            "/en/links/new?url=https%3A%2F%2Fexample.com%2Fhave&title=T%20%22q%22&description=D&tags=a,b&tags=c"
        );
        Assert.Equal(
            ("https://example.com/have", "T \"q\"", "a,b, c"),
            (
                page.Find("#url").GetAttribute("value"),
                page.Find("#title").GetAttribute("value"),
                page.Find("#tags").GetAttribute("value")
            )
        );
        Assert.Equal("D", page.Find("#description").TextContent);
        Assert.Equal("Had", page.Find("[data-same] a").TextContent);
    }
}
