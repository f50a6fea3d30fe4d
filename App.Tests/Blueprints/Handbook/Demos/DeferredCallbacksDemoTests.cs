using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class DeferredCallbacksDemoTests
{
    const string Chapter = "/en/patterns/deferredcallbacks";

    [Theory]
    [InlineData("AsUsual", false, 303)]
    [InlineData("AsUsual", true, 200)]
    [InlineData("NotFound", false, 404)]
    [InlineData("NotFound", true, 404)]
    [InlineData("Thrown", false, 400)]
    [InlineData("Thrown", true, 400)]
    public async Task Deferred_callbacks_run_in_order_and_set_the_cookie_on_every_response(
        string ending,
        bool htmx,
        int status
    )
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get(Chapter);
        Assert.Contains("no word", form.Find("#deferred-known").TextContent, StringComparison.Ordinal);
        var response = await visitor.Submit(
            form,
            "#deferred-demo",
            new Dictionary<string, string?> { ["word"] = "Grüße; a=1", ["ending"] = ending },
            htmx,
            follow: false
        );
        Assert.Equal(status, (int)response.Status);
        Assert.Equal(
            $"1: the cookie, on a response {status}, 2: deferred after 1, 3: deferred by 1 while it ran",
            response.Headers["X-Deferred"]
        );
        Assert.Equal(ending != "Thrown", response.Headers.ContainsKey("X-Direct"));
        Assert.Equal("exchanged", response.Headers["HX-Trigger"]);
        var page = await visitor.Get(Chapter);
        Assert.Equal("Grüße; a=1", page.Find("#deferred-known strong").TextContent);
        Assert.Contains("word=…; max-age=3600", page.Find("#exchanges").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_htmx_fragment_shows_the_word_that_the_response_stores()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var piece = await visitor.Submit(
            await visitor.Get(Chapter),
            "#deferred-demo",
            new Dictionary<string, string?> { ["word"] = new string('x', 1_000) },
            htmx: true
        );
        Assert.Equal(new string('x', 40), piece.Find("#deferred-known strong").TextContent);
        Assert.DoesNotContain("<html", piece.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deferred_callbacks_affect_no_other_visitor()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        await visitor.Submit(
            await visitor.Get(Chapter),
            "#deferred-demo",
            new Dictionary<string, string?> { ["word"] = " " }
        );
        var page = await other.Get(Chapter);
        Assert.Contains("no word", page.Find("#deferred-known").TextContent, StringComparison.Ordinal);
        Assert.False(page.Headers.ContainsKey("X-Deferred"));
        Assert.Equal("nothing", (await visitor.Get(Chapter)).Find("#deferred-known strong").TextContent);
    }
}
