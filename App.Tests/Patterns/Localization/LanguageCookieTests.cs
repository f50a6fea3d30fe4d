using App.Patterns.Localization.Cookies;
using App.Tests.Testing;

namespace App.Tests.Patterns.Localization;

public sealed class LanguageCookieTests(LanguageCookieLibrary shared)
    : IClassFixture<LanguageCookieLibrary>, IDisposable
{
    readonly TestLibrary library = shared.Library;
    readonly Visitor visitor = shared.Library.NewVisitor("de");

    public void Dispose() => visitor.Dispose();

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task The_first_visit_redirects_to_the_browser_language_and_sets_the_cookie_once()
    {
        var first = await Ask("/");
        Assert.Equal("/de/", first.Headers["Location"]);
        Assert.Matches(
            "^lang=de\\.[0-9]+; max-age=31536000; path=/; samesite=lax; httponly$",
            first.Headers["Set-Cookie"]
        );
        Assert.DoesNotContain("Set-Cookie", (await Ask("/")).Headers.Keys);
        Assert.DoesNotContain("Set-Cookie", (await Ask("/de/")).Headers.Keys);
    }

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task Reading_a_page_in_another_language_updates_the_cookie()
    {
        await Ask("/de/");
        Assert.StartsWith("lang=fr.", (await Ask("/fr/")).Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal("/fr/", (await Ask("/")).Headers["Location"]);
    }

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task The_language_cookie_is_renewed_after_a_month()
    {
        await Ask("/de/");
        shared.Advance(TimeSpan.FromDays(29));
        Assert.DoesNotContain("Set-Cookie", (await Ask("/de/")).Headers.Keys);
        shared.Advance(TimeSpan.FromDays(1));
        Assert.StartsWith("lang=de.", (await Ask("/de/")).Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Statement", "P20.3")]
    [InlineData("/de/links/7")]
    [InlineData("/de/links")]
    [InlineData("/de/@nobody")]
    public async Task The_language_cookie_is_set_on_404_and_redirect_responses(string url)
    {
        var answer = await Ask(url);
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("lang=de.", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Statement", "P20.3")]
    [InlineData("GET", "/de/nope")]
    [InlineData("GET", "/de/nope.js")]
    [InlineData("GET", "/de/links/new/more")]
    [InlineData("DELETE", "/de/links")]
    [InlineData("POST", "/de/about")]
    [InlineData("GET", "/de/Links")]
    public async Task The_language_cookie_is_set_on_unmatched_paths_and_methods_below_a_language(
        string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        var answer = await visitor.Send(request);
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("lang=de.", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/robots.txt")]
    [InlineData("/css/site.css")]
    [InlineData("/probe/throw")]
    [InlineData("/nowhere")]
    [InlineData("/api/nope")]
    public async Task Endpoints_without_a_language_and_unknown_URLs_set_no_language_cookie(string url) =>
        Assert.DoesNotContain("Set-Cookie", (await Ask(url)).Headers.Keys);

    [Theory]
    [InlineData("lang=de.99999999")]
    [InlineData("lang=de.x")]
    [InlineData("lang=xx.1")]
    [InlineData("lang=.")]
    [InlineData("lang=de")]
    public async Task An_invalid_language_cookie_is_replaced(string cookie)
    {
        using var stranger = library.NewVisitor("de");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/de/");
        request.Headers.Add("Cookie", cookie);
        Assert.StartsWith("lang=de.", (await stranger.Send(request)).Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_sets_the_cookie_to_the_language_of_the_account_once()
    {
        using var alice = await library.SignUp("alice", "fr");
        using var page = new HttpRequestMessage(HttpMethod.Get, "/");
        Assert.Equal("/fr/", (await alice.Send(page)).Headers["Location"]);
        using var other = library.NewVisitor("de");
        var answer = await other.SignIn("alice");
        Assert.Single(answer.Headers["Set-Cookie"].Split(", "), set =>
            set.StartsWith($"{LanguageCookie.Name}=fr", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("lang=en", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    async Task<Answer> Ask(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await visitor.Send(request);
    }
}
