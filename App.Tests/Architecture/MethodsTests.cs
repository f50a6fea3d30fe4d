using App.Blueprints.Search;
using App.Tests.Blueprints.Tidying;
using App.Tests.Testing;
using static App.Tests.Architecture.RouteUrls;

namespace App.Tests.Architecture;

/// <summary>
/// Requests every URL with every method. OPTIONS and HEAD must work everywhere, and a 405 must list the allowed
/// methods.
/// </summary>
public sealed class MethodsTests
{
    static readonly string[] unsafeMethods = ["POST", "PUT", "DELETE", "PATCH"];

    [Theory]
    [InlineData("")]
    [InlineData("/base")]
    public async Task Every_URL_supports_OPTIONS_every_GET_supports_HEAD_and_405_responses_send_Allow(
        string root
    )
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = root });
        using var member = await SignUp(library, root);
        library.Fill(1);
        library.InScope(services =>
            services.GetRequiredService<SavedSearchStore>().Add(1, "Kept", "q=x", DateTimeOffset.UtcNow)
        );
        var (addresses, found) = (await Addresses(library, root), 0);
        foreach (var (url, methods) in addresses)
        {
            var allowed = string.Join(", ", methods.Append("OPTIONS").Order(StringComparer.Ordinal));
            await Told(member, "OPTIONS", url, HttpStatusCode.NoContent, allowed);
            // Tests only one disallowed method, because the response is the same for all disallowed methods.
            if (unsafeMethods.FirstOrDefault(method => !methods.Contains(method)) is { } refused)
                await Told(member, refused, url, HttpStatusCode.MethodNotAllowed, allowed);
            if (methods.Contains("GET"))
                found += await HeadIsLikeGet(member, url) ? 1 : 0;
            else
            {
                await Told(member, "GET", url, HttpStatusCode.MethodNotAllowed, allowed);
                await Told(member, "HEAD", url, HttpStatusCode.MethodNotAllowed, allowed);
            }
        }
        Assert.True(addresses.Count > 80 && found > 60, $"{addresses.Count} addresses, {found} of them lead somewhere");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task An_unknown_URL_is_404_for_every_method(string method)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (
            var url in new[]
            {
                "/en/nowhere",
                "/nowhere",
                "/xx/",
                "/api/none",
                "/css/none.css",
                "/files/none",
                "/en/links/none",
            }
        )
        {
            var answer = await Ask(visitor, method, url);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{method} {url} answers {(int)answer.Status}");
            Assert.False(answer.Headers.ContainsKey("Allow"), url);
            Assert.Equal(method == "HEAD", answer.Text.Length == 0);
            Assert.Equal(
                url.StartsWith("/api", StringComparison.Ordinal) ? "application/problem+json" : "text/html",
                answer.Headers["Content-Type"].Split(';')[0]
            );
        }
    }

    [Theory]
    [InlineData("/en/links/999")]
    [InlineData("/en/links?page=9")]
    [InlineData("/en/@nobody")]
    [InlineData("/files/imports/999")]
    public async Task HEAD_of_a_missing_page_is_404(string url)
    {
        await using var library = await TestLibrary.Start();
        using var member = await library.SignUp("walker");
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(member, "GET", url)).Status);
        var head = await Ask(member, "HEAD", url);
        Assert.Equal((HttpStatusCode.NotFound, ""), (head.Status, head.Text));
    }

    // Checks that HEAD has the status and headers of GET but no body. Returns false when GET does not return 200, for
    // example because the id in the URL does not exist.
    static async Task<bool> HeadIsLikeGet(Visitor visitor, string url)
    {
        var get = await Ask(visitor, "GET", url);
        Assert.True(
            (int)get.Status < 400 || get.Status == HttpStatusCode.NotFound,
            $"GET {url} answers {(int)get.Status}:\n{get.Text}"
        );
        var head = await Ask(visitor, "HEAD", url);
        Assert.True(head.Status == get.Status, $"HEAD {url} answers {(int)head.Status} and GET {(int)get.Status}");
        Assert.Empty(head.Text);
        foreach (
            var name in new[]
            {
                "Content-Type",
                "Location",
                "ETag",
                "Content-Disposition",
                "Vary",
                "Content-Security-Policy",
            }
        )
            Assert.Equal(get.Headers.GetValueOrDefault(name), head.Headers.GetValueOrDefault(name));
        // If both responses have a Content-Length, the two values must be equal.
        if (
            head.Headers.TryGetValue("Content-Length", out var length)
            && get.Headers.TryGetValue("Content-Length", out var whole)
        )
            Assert.Equal((url, whole), (url, length));
        return get.Status == HttpStatusCode.OK;
    }

    static async Task Told(Visitor visitor, string method, string url, HttpStatusCode status, string allowed)
    {
        var answer = await Ask(visitor, method, url);
        Assert.True(answer.Status == status, $"{method} {url} answers {(int)answer.Status}");
        Assert.Equal($"{method} {url}: {allowed}", $"{method} {url}: {answer.Headers.GetValueOrDefault("Allow")}");
        if (status == HttpStatusCode.NoContent) Assert.Empty(answer.Text);
        else if (url.Contains("/api/", StringComparison.Ordinal) && method != "HEAD")
            Assert.Equal("application/problem+json", answer.Headers["Content-Type"].Split(';')[0]);
    }

    static async Task<Answer> Ask(Visitor visitor, string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        return await visitor.Send(request);
    }

    static async Task<Visitor> SignUp(TestLibrary library, string root)
    {
        var visitor = library.NewVisitor();
        var page = await visitor.Get($"{root}/en/account/sign-up");
        await visitor.Submit(
            page,
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "walker",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            },
            follow: false
        );
        return visitor;
    }
}
