using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.PublicPages;

/// <summary>
/// Tests public pages: 304 responses to a current ETag, the JSON format, canonical URLs and the links to authors.
/// </summary>
public sealed class PublicPagesTests
{
    [Fact]
    public async Task List_fragment_JSON_and_feed_respond_304_to_their_current_ETag()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        HashSet<string> tags = [];
        foreach (
            var (url, header, value) in new[]
            {
                ("/en/@ada1", "X-None", ""),
                ("/en/@ada1", "HX-Request", "true"),
                ("/en/@ada1", "Accept", "application/json"),
                ("/feeds/@ada1.atom", "X-None", ""),
            }
        )
        {
            var tag = (await Send(HttpMethod.Get)).Headers["ETag"];
            tags.Add(tag);
            Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Get, tag)).Status);
            Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Head, tag)).Status);
            var head = await Send(HttpMethod.Head);
            Assert.Equal((tag, ""), (head.Headers["ETag"], head.Text));
            Assert.NotEqual("0", head.Headers["Content-Length"]);
            await ada.AddLink($"https://example.com/{tags.Count}", isPublic: true);
            Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Get, tag)).Status);

            async Task<Answer> Send(HttpMethod method, string? has = null)
            {
                using var request = new HttpRequestMessage(method, url);
                request.Headers.TryAddWithoutValidation(header, value);
                if (has is not null) request.Headers.TryAddWithoutValidation("If-None-Match", has);
                return await visitor.Send(request);
            }
        }
        Assert.Equal(4, tags.Count);
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task The_public_links_of_a_member_are_available_as_JSON()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("Ada1");
        await ada.AddLink("https://one.example/", "One", "x, y", note: "secret", isPublic: true);
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/@Ada1?tag=x");
        request.Headers.Add("Accept", "application/json");
        var answer = await visitor.Send(request);
        Assert.Contains("Accept", answer.Headers["Vary"], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(answer.Text);
        Assert.Equal(
            ["name", "total", "page", "pages", "links"],
            json.RootElement.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("Ada1", json.RootElement.GetProperty("name").GetString());
        var link = json.RootElement.GetProperty("links")[0];
        Assert.Equal(
            ["url", "title", "description", "tags", "createdAt"],
            link.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(["x", "y"], link.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        using var unknown = new HttpRequestMessage(HttpMethod.Get, "/en/@nobody");
        unknown.Headers.Add("Accept", "application/json");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Send(unknown)).Status);
    }

    [Fact]
    public async Task The_URL_of_a_members_links_is_redirected_to_its_canonical_form()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/@ada1/?q=x");
        var answer = await visitor.Send(request);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "/en/@ada1?q=x"), (answer.Status, answer.Location!.ToString()));
    }

    [Fact]
    public async Task The_home_page_links_each_public_link_to_the_page_of_its_author()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        var author = (await visitor.Get("/en/")).Find("article.link a[href='/en/@ada1']");
        Assert.Equal("@ada1", author.TextContent);
        Assert.Empty((await visitor.Get("/en/@ada1")).FindAll("article.link a[href='/en/@ada1']"));
    }
}
