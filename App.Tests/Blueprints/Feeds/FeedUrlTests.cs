using System.Xml.Linq;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Feeds;

public sealed class FeedUrlTests
{
    static readonly XNamespace atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Pages_link_to_their_feeds_in_the_head_and_in_the_body()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = library.NewVisitor();
        using (var ada = await SignUpBelow(library))
            await ada.AddBelow("https://one.example/", "One");
        foreach (
            var (url, feed) in new[]
            {
                ("/carafe/en/", "/carafe/feeds/public"),
                ("/carafe/en/@ada1", "/carafe/feeds/@ada1"),
            }
        )
        {
            var page = await visitor.Get(url);
            foreach (var format in new[] { "atom", "rss" })
            {
                Assert.Equal(
                    $"{feed}.{format}",
                    page.Find($"head link[rel=alternate][type='application/{format}+xml']").GetAttribute("href")
                );
                var seen = page.Find($"main a[type='application/{format}+xml']").GetAttribute("href")!;
                Assert.Equal($"{feed}.{format}", seen);
                Assert.Contains(
                    $"{library.Address.GetLeftPart(UriPartial.Authority)}{seen}",
                    (await visitor.Get(seen)).Text,
                    StringComparison.Ordinal
                );
            }
        }
        Assert.Empty(
            (await visitor.Get("/carafe/en/@ada1", htmx: true)).FindAll("link, [type='application/atom+xml']")
        );
    }

    [Theory]
    [InlineData("/feeds/@nobody.atom")]
    [InlineData("/feeds/@ada1.json")]
    [InlineData("/feeds/@ada1")]
    [InlineData("/feeds/private.atom")]
    [InlineData("/feeds/")]
    public async Task An_unknown_feed_is_404(string url)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get(url)).Status);
    }

    [Fact]
    public async Task Feeds_work_for_names_with_dots_and_in_any_script()
    {
        await using var library = await TestLibrary.Start();
        foreach (var name in new[] { "ada.atom", "ada1", "Zoë.1", "Ωμέγα" })
        {
            using var person = await library.SignUp(name);
            var feed = XDocument.Parse((await person.Get($"/feeds/@{Uri.EscapeDataString(name)}.atom")).Text).Root!;
            Assert.Equal($"Public links of {name}", feed.Element(atom + "title")!.Value);
        }
    }

    [Fact]
    public async Task Feeds_support_HEAD_and_OPTIONS()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var head = new HttpRequestMessage(HttpMethod.Head, "/feeds/public.rss");
        var answer = await visitor.Send(head);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Assert.Equal("application/rss+xml; charset=utf-8", answer.Headers["Content-Type"]);
        using var options = new HttpRequestMessage(HttpMethod.Options, "/feeds/public.rss");
        answer = await visitor.Send(options);
        Assert.Equal((HttpStatusCode.NoContent, "GET, HEAD, OPTIONS"), (answer.Status, answer.Headers["Allow"]));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/feeds/public.rss");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await visitor.Send(post)).Status);
    }

    static async Task<Visitor> SignUpBelow(TestLibrary library)
    {
        var visitor = library.NewVisitor();
        await visitor.Submit(
            await visitor.Get("/carafe/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada1",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        return visitor;
    }
}
