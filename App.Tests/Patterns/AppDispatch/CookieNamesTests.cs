using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Patterns.AppDispatch;

public sealed class CookieNamesTests
{
    [Theory]
    [InlineData("", "__Host-", "/")]
    [InlineData("/~bob", "__Secure-", "/~bob")]
    public async Task Every_cookie_is_secure_and_prefixed_for_its_mount_over_HTTPS(
        string root, string prefix, string path)
    {
        await using var library = await Start();
        library.AddShelf("bob");
        using var browser = new SecureBrowser(library.Address);
        await Visit(browser, root);
        string[] names = root.Length == 0
            ? ["carafe", "lang", "browser", "theme", "density", "scripts", "word", "recent", ".AspNetCore.Antiforgery."]
            : ["carafe-shelf-1", "lang-shelf-1", "browser-shelf-1", "theme-shelf-1", "density-shelf-1",
                "recent-shelf-1", ".AspNetCore.Antiforgery."];
        foreach (var name in names)
            Assert.Contains(
                browser.Received, cookie => cookie.Name.StartsWith(prefix + name, StringComparison.Ordinal));
        Assert.All(browser.Received, cookie =>
        {
            Assert.StartsWith(prefix, cookie.Name, StringComparison.Ordinal);
            Assert.True(cookie.IsSecure, cookie.Name);
            Assert.Equal(path, cookie.Path);
            Assert.False(cookie.HasDomain, cookie.Name);
        });
        // The site must accept the cookies with the prefix in their names: the user is signed in, and the page has the
        // chosen theme.
        Assert.Equal(HttpStatusCode.OK, (await browser.Get($"{root}/en/account/settings")).Status);
        Assert.Equal("dark", (await browser.Get($"{root}/en/")).Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task A_shelf_on_its_own_host_uses_host_prefixed_cookies()
    {
        await using var library = await Start();
        library.AddShelf("bob");
        using var browser = new SecureBrowser(library.VisitorOf("bob").Http.BaseAddress!);
        await Visit(browser, "");
        Assert.All(browser.Received, cookie => Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal));
        Assert.Contains(browser.Received, cookie => cookie.Name == "__Host-carafe-shelf-1");
    }

    [Fact]
    public async Task No_cookie_has_the_host_prefix_below_a_path_base()
    {
        await using var library = await Start(settings => settings with { PathBase = "/carafe" });
        using var browser = new SecureBrowser(library.Address);
        await Visit(browser, "/carafe");
        Assert.All(browser.Received, cookie => Assert.StartsWith("__Secure-", cookie.Name, StringComparison.Ordinal));
        Assert.All(browser.Received, cookie => Assert.Equal("/carafe", cookie.Path));
    }

    [Fact]
    public async Task Cookies_have_no_prefix_over_plain_HTTP()
    {
        await using var library = await Start();
        using var browser = new SecureBrowser(library.Address, isSecure: false);
        await Visit(browser, "");
        Assert.Contains(browser.Received, cookie => cookie.Name == "carafe");
        Assert.All(browser.Received, cookie =>
        {
            Assert.DoesNotContain("__", cookie.Name, StringComparison.Ordinal);
            Assert.False(cookie.IsSecure, cookie.Name);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("/~bob")]
    public async Task A_session_cookie_without_prefix_is_accepted_and_renamed(string root)
    {
        await using var library = await Start();
        library.AddShelf("bob");
        using var browser = new SecureBrowser(library.Address, isSecure: false);
        await browser.SignUp(root);
        var old = root.Length == 0 ? "carafe" : "carafe-shelf-1";
        var name = root.Length == 0 ? "__Host-carafe" : "__Secure-carafe-shelf-1";
        browser.IsSecure = true;
        browser.Received.Clear();
        Assert.Equal(HttpStatusCode.OK, (await browser.Get($"{root}/en/account/settings")).Status);
        Assert.Contains(
            browser.Received, cookie => cookie.Name == name && cookie.Value.Length > 0 && cookie.IsPersistent);
        Assert.Contains(browser.Received, cookie => cookie.Name == old && cookie.Value.Length == 0);
        browser.Received.Clear();
        Assert.Equal(HttpStatusCode.OK, (await browser.Get($"{root}/en/account/settings")).Status);
        Assert.DoesNotContain(browser.Received, cookie => cookie.Name.EndsWith(old, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_session_cookie_is_accepted_without_prefix_and_the_prefixed_one_wins()
    {
        await using var library = await Start();
        using var browser = new SecureBrowser(library.Address);
        await browser.SignUp("");
        browser.Jar["theme"] = ("dark", "/");
        browser.Jar["lang"] = ("de.1", "/");
        browser.Jar["carafe"] = ("planted", "/");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/en/account/settings")).Status);
        using var visitor = new SecureBrowser(library.Address);
        visitor.Jar["theme"] = ("dark", "/");
        Assert.Equal("auto", (await visitor.Get("/en/")).Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task The_backend_accepts_only_the_session_cookie_of_the_library()
    {
        await using var library = await Start();
        using var browser = new SecureBrowser(library.Address);
        await browser.SignUp("");
        browser.Received.Clear();
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/backend/en/accounts/1/password")).Status);
        Assert.NotEmpty(browser.Received);
        Assert.All(browser.Received, cookie =>
        {
            Assert.StartsWith("__Secure-", cookie.Name, StringComparison.Ordinal);
            Assert.Equal("/backend", cookie.Path);
        });
        using var planted = new SecureBrowser(library.Address);
        planted.Jar["__Secure-carafe"] = (browser.Jar["__Host-carafe"].Value, "/");
        Assert.Equal(HttpStatusCode.Redirect, (await planted.Get("/backend/en/")).Status);
    }

    [Fact]
    public async Task Signing_out_removes_the_prefixed_session_cookie()
    {
        await using var library = await Start();
        using var browser = new SecureBrowser(library.Address);
        await browser.SignUp("");
        await browser.Submit("/en/account/sign-out", "form#sign-out", []);
        Assert.DoesNotContain(browser.Jar.Keys, name => name.Contains("carafe", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/en/account/settings")).Status);
    }

    static Task<TestLibrary> Start(Func<AppSettings, AppSettings>? more = null) =>
        TestLibrary.Start(
            settings => (more?.Invoke(settings) ?? settings) with { KnownProxies = [IPAddress.Loopback] });

    // Requests pages that together set every cookie of the site.
    static async Task Visit(SecureBrowser browser, string root)
    {
        await browser.Submit($"{root}/en/account/theme", "main form", new() { ["theme"] = "dark" });
        if (!root.StartsWith("/~", StringComparison.Ordinal)
            && (await browser.Get($"{root}/en/patterns/deferredcallbacks")).Status == HttpStatusCode.OK)
        {
            await browser.Submit(
                $"{root}/en/patterns/deferredcallbacks", "form#deferred-demo",
                new() { ["word"] = "kept", ["ending"] = "AsUsual" });
            await browser.Submit(
                $"{root}/en/patterns/deferredcallbacks", "form[action$='/patterns/scripts']",
                new() { ["_method"] = "PUT" });
        }
        await browser.SignUp(root);
        await browser.Submit(
            $"{root}/en/account/settings", "form#settings", new() { ["density"] = "compact", ["theme"] = "dark" });
        var saved = await browser.Submit(
            $"{root}/en/links/new", "form[id^=link-form]", new() { ["url"] = "https://example.org/" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var list = await browser.Get($"{root}/en/links");
        await browser.Get($"{root}/en/links/{list.Find("article[data-link-id]").GetAttribute("data-link-id")}");
    }
}
