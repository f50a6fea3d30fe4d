using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class MethodOverridesDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/methodoverrides";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_adds_changes_and_deletes_a_row_and_the_handler_that_ran_is_shown(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(await visitor.Get(Chapter), "#method-add", Fields(("text", "Milk")), htmx);
        Assert.Equal("Milk", Row(page));
        Assert.Equal(["POST", "OnPost", "POST"], Seen(page));
        page = await visitor.Submit(page, "#method-rows form", Fields(("text", "Bread"), ("_method", "PUT")), htmx);
        Assert.Equal("Bread", Row(page));
        Assert.Equal(["POST", "OnPut", "PUT"], Seen(page));
        page = await visitor.Submit(page, "#method-rows form", Fields(("_method", "DELETE")), htmx);
        Assert.Empty(page.FindAll("#method-rows"));
        Assert.Equal(["POST", "OnDelete", "DELETE"], Seen(page));
        Assert.Equal(htmx, !page.Text.Contains("<html", StringComparison.Ordinal));
        Assert.Contains(
            "POST /en/patterns/methodoverrides/demo?id=",
            (await visitor.Get(Chapter)).Find("#exchanges").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "_method=DELETE",
            (await visitor.Get(Chapter)).Find("#exchanges").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rows_are_private_and_limited_in_number_and_length()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        var page = await visitor.Get(Chapter);
        for (var i = 0; i < 25; i++)
            page = await visitor.Submit(
                page,
                "#method-add",
                Fields(("text", $"{i} {new string('x', 10_000)}")),
                htmx: true
            );
        Assert.Equal(20, page.FindAll("#method-rows li").Count);
        Assert.All(page.FindAll("#method-rows input[name=text]"), input =>
            Assert.Equal(80, input.GetAttribute("value")!.Length)
        );
        await other.Submit(await other.Get(Chapter), "#method-add", Fields(("text", "Mine")), htmx: true);
        var foreign = page.Find("#method-rows form").GetAttribute("action")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, foreign)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_method"] = "DELETE",
                    ["__RequestVerificationToken"] = (await other.Get(Chapter))
                        .Find("#method-add input[type=hidden]")
                        .GetAttribute("value")!,
                }
            ),
        };
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(request)).Status);
        Assert.Equal(20, (await visitor.Get(Chapter)).FindAll("#method-rows li").Count);
    }

    [Fact]
    public async Task A_header_override_needs_the_antiforgery_token_in_a_header()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(
            await visitor.Get(Chapter),
            "#method-add",
            Fields(("text", "Milk")),
            htmx: true
        );
        var token = page.Find("#method-rows form input[type=hidden]").GetAttribute("value")!;
        foreach (
            var (name, status) in ((string, HttpStatusCode)[])
                [("X-Nothing", HttpStatusCode.BadRequest), ("RequestVerificationToken", HttpStatusCode.SeeOther)]
        )
            Assert.Equal(status, (await Delete(name)).Status);
        Assert.Equal(["POST", "OnDelete", "DELETE"], Seen(await visitor.Get(Chapter)));

        async Task<Answer> Delete(string name)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                page.Find("#method-rows form").GetAttribute("action")
            );
            request.Headers.Add("X-HTTP-Method-Override", "DELETE");
            request.Headers.Add(name, token);
            return await visitor.Send(request);
        }
    }

    [Theory]
    [InlineData("POST", "DELETE", "DELETE, sent as POST", "0 bytes", "none")]
    [InlineData("POST", "put", "PUT, sent as POST", "10 bytes", "text=hello")]
    [InlineData("POST", "PATCH", "PATCH, sent as POST", "10 bytes", "text=hello")]
    [InlineData("POST", "GET", "GET, sent as POST", "0 bytes", "none")]
    [InlineData("POST", "PURGE", "POST", "10 bytes", "text=hello")]
    [InlineData("POST", "PUT, DELETE", "POST", "10 bytes", "text=hello")]
    [InlineData("POST", "PUT\nDELETE", "POST", "10 bytes", "text=hello")]
    [InlineData("POST", "", "POST", "10 bytes", "text=hello")]
    [InlineData("GET", "DELETE", "GET", "0 bytes", "none")]
    [InlineData("PUT", "DELETE", "PUT", "10 bytes", "text=hello")]
    [InlineData("TRACE", "<b>", "DELETE, sent as POST", "0 bytes", "none")]
    public async Task The_request_seen_by_the_handler_is_shown_as_page_and_fragment(
        string sent,
        string header,
        string method,
        string body,
        string form
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        foreach (var htmx in (bool[])[true, false])
        {
            var page = await visitor.Get($"{Chapter}/demo?sent={sent}&header={Uri.EscapeDataString(header)}", htmx);
            Assert.Equal([method, body, form], page.FindAll("#method-handler dd").Select(value => value.TextContent));
        }
    }

    [Fact]
    public async Task An_overridden_HEAD_has_no_body_and_Content_Length_0()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = (await visitor.Get($"{Chapter}/demo?sent=POST&header=HEAD", htmx: true))
            .Find("#method-response")
            .TextContent;
        Assert.Contains("Content-Length: 0", response, StringComparison.Ordinal);
        Assert.Contains("0 bytes of body", response, StringComparison.Ordinal);
        Assert.Contains(
            "no-store",
            (await visitor.Get($"{Chapter}/demo?sent=POST&header=GET", htmx: true))
                .Find("#method-response")
                .TextContent,
            StringComparison.Ordinal
        );
    }

    static string? Row(Answer page) =>
        Assert.Single(page.FindAll("#method-rows input[name=text]")).GetAttribute("value");

    static IEnumerable<string> Seen(Answer page) => page.FindAll("#method-seen code").Select(code => code.TextContent);

    static Dictionary<string, string?> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, string? (field) => field.Value);
}
