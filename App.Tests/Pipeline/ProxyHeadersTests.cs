using App.Mounts;
using App.Patterns.AppDispatch;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class ProxyHeadersTests
{
    const string Shelf = "/~bob";
    const string Backend = "/backend";

    static readonly string[] roots = ["", Shelf, Backend];

    static readonly Dictionary<string, string> forwarded = new()
    {
        ["X-Forwarded-For"] = "203.0.113.7",
        ["X-Forwarded-Proto"] = "https",
        ["X-Forwarded-Host"] = "127.0.0.2",
        ["X-Forwarded-Prefix"] = "/prefix",
    };

    [Fact]
    public async Task Forwarded_headers_are_ignored_by_default()
    {
        await using var library = await TestLibrary.Start();
        foreach (var header in forwarded.Keys) await IsIgnored(library, header);
    }

    [Fact]
    public async Task Forwarded_headers_of_an_unlisted_proxy_are_ignored()
    {
        await using var library = await TestLibrary.Start(settings => settings with
        {
            KnownProxies = [IPAddress.Parse("10.11.12.13"), KnownProxy.Unix],
            ForwardedHeaders = ["for", "proto", "host", "prefix"],
        });
        foreach (var header in forwarded.Keys) await IsIgnored(library, header);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_listed_proxy_sets_only_IP_address_and_scheme_also_for_mounted_applications(
        string proxy)
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { KnownProxies = [KnownProxy.Parse(proxy)] });
        foreach (var root in roots)
            Assert.Equal(
                new(IPAddress.Parse("203.0.113.7"), "https", library.Address.Authority, root),
                await Send(library, root, forwarded));
    }

    [Fact]
    public async Task Forwarded_host_and_prefix_are_used_only_if_configured()
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { KnownProxies = [IPAddress.Loopback], ForwardedHeaders = ["host", "prefix"] });
        foreach (var root in roots)
            Assert.Equal(
                new(IPAddress.Loopback, "http", "127.0.0.2", $"/prefix{root}"), await Send(library, root, forwarded));
    }

    [Fact]
    public async Task A_forwarded_prefix_must_start_with_exactly_one_slash()
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { KnownProxies = [IPAddress.Loopback], ForwardedHeaders = ["prefix"] });
        string[] refused =
        [
            "//evil.example", "/\\evil.example", "/%5Cevil.example", "/a//b", "/%2F%2Fevil.example",
            "/good, //evil.example", "//evil.example, /good", "evil.example", "/",
        ];
        foreach (var sent in refused)
            Assert.Equal("", (await Send(library, "", new() { ["X-Forwarded-Prefix"] = sent })).PathBase);
        Assert.Equal("/good", (await Send(library, "", new() { ["X-Forwarded-Prefix"] = "/good/" })).PathBase);
    }

    [Fact]
    public async Task Duplicate_prefix_headers_are_ignored()
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { KnownProxies = [IPAddress.Loopback], ForwardedHeaders = ["prefix"] });
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", ["/one", "//evil.example"]);
        Assert.Equal("/en/", (await visitor.Send(request)).Location!.ToString());
    }

    [Fact]
    public async Task The_sign_in_throttle_uses_the_real_IP_address_and_ignores_forwarded_ones()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var mallory = library.NewVisitor();
        for (var i = 0; i < 10; i++)
        {
            mallory.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            mallory.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.0.0.{i}");
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity, (await mallory.SignIn("alice", $"wrong words {i}")).Status);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await mallory.SignIn("alice")).Status);
    }

    [Fact]
    public async Task ASPNETCORE_FORWARDEDHEADERS_ENABLED_has_no_effect()
    {
        using var directory = new TestDirectory();
        using var program = ChildProgram.Start(
            ["serve", "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"],
            environment: new Dictionary<string, string> { ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true" });
        using var visitor = new Visitor(await program.Listening(), "en");
        foreach (var (name, value) in forwarded) visitor.Http.DefaultRequestHeaders.Add(name, value);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        var answer = await visitor.Send(request);
        Assert.Equal("/en/", answer.Location!.ToString());
        Assert.DoesNotContain("secure", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        var page = await visitor.Get("/en/");
        Assert.StartsWith(
            visitor.Http.BaseAddress!.ToString(), page.Find("link[rel=canonical]").GetAttribute("href"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.0/8", "10.200.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("unix", null, true)]
    [InlineData("unix", "127.0.0.1", false)]
    [InlineData("10.0.0.1", null, false)]
    public void A_known_proxy_is_an_IP_address_a_network_or_a_Unix_socket(string text, string? sender, bool isKnown)
    {
        var proxy = KnownProxy.Parse(text);
        Assert.Equal(isKnown, proxy.Includes(sender is null ? null : IPAddress.Parse(sender)));
        Assert.Equal(text, proxy.ToString());
    }

    static async Task IsIgnored(TestLibrary library, string header)
    {
        foreach (var root in roots)
            Assert.Equal(
                new(IPAddress.Loopback, "http", library.Address.Authority, root),
                await Send(library, root, new() { [header] = forwarded[header] }));
    }

    static async Task<SeenRequest> Send(TestLibrary library, string root, Dictionary<string, string> headers)
    {
        if (!library.Keeper().All().Any()) library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        // Sends a first request to start the mounted application, because SeenRequests needs the services of that
        // application.
        await visitor.Get($"{root}/en/account/sign-in");
        using var seen = new SeenRequests(ServicesAt(library, root));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{root}/{SeenRequests.Query}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        await visitor.Send(request);
        return await seen.Next();
    }

    static IServiceProvider ServicesAt(TestLibrary library, string root) => root switch
    {
        Shelf => library.Services.GetRequiredService<ShelfMounts>().Running.Single().Value.Services,
        Backend =>
            library.Services.GetRequiredKeyedService<MountedApps<string>>("backend").Running.Single().Value.Services,
        _ => library.Services,
    };
}
