using App.Tests.Mounts;
using App.Tests.Patterns.BackgroundTasks;
using App.Tests.Testing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace App.Tests.Pipeline;

/// <summary>Verifies that anonymous clients cannot fill the log.</summary>
public sealed class LimitedLogTests : IAsyncLifetime
{
    const string Urlencoded = "application/x-www-form-urlencoded";

    readonly RecordedLog log = new();
    readonly SetClock clock = new();
    TestLibrary library = null!;
    Visitor stranger = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(configure: builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        });
        library.AddShelf("bob");
        stranger = library.NewVisitor();
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        await library.DisposeAsync();
        log.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/~bob")]
    public async Task A_broken_antiforgery_cookie_logs_one_line_per_minute_without_a_stack_trace(string root)
    {
        var page = await stranger.Get($"{root}/en/account/sign-in");
        var name = page.Headers["Set-Cookie"].Split('=')[0];
        await Often(() => Get($"{root}/en/account/sign-in", $"{name}=broken"));
        Assert.DoesNotContain("\n", Assert.Single(Warnings()), StringComparison.Ordinal);
        clock.Go(TimeSpan.FromMinutes(1));
        await Often(() => Get($"{root}/en/account/sign-in", $"{name}=broken"));
        Assert.Equal(2, Warnings().Count);
        Assert.Contains("19 more", Warnings()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_bad_request_floods_the_log()
    {
        (string Kind, Func<Task> Send)[] requests =
        [
            ("session", () => Get("/en/links", "carafe=CfDJ8broken; browser=x; recent=1.a.%00; scripts=; lang=xx.yy")),
            ("tempdata", () => Get("/en/account/sign-in", ".AspNetCore.Mvc.CookieTempDataProvider=CfDJ8broken")),
            ("body limit", () => Post("/en/import", Urlencoded, "a=b")),
            ("multipart", () =>
                Post("/en/account/sign-in", "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"a")),
            ("urlencoded", () =>
                Post("/en/account/sign-in", Urlencoded, "%%%=&&%zz" + string.Concat(Enumerable.Repeat("&a=b", 3000)))),
            ("json", () => Post("/en/account/sign-in", "application/json", "{")),
            ("method", () => Post("/en/account/sign-in", Urlencoded, "_method=NONSENSE")),
            ("digest", () => Post("/en/account/sign-in", Urlencoded, "a=b", ("Content-Digest", "sha-256=:broken:"))),
            ("aborted", Abort),
            ("range", () => Get("/css/site.css", "", ("Range", "bytes=9-1,x"), ("If-Range", "\""))),
            ("query", () => Get("/en/?culture=%00&page=x", "")),
            ("shelf", () => Get("/~bob/en/account/sign-in", "carafe-shelf-1=broken")),
            ("backend", () => Get("/backend/en/", "carafe=broken")),
        ];
        foreach (var (kind, send) in requests)
        {
            var before = Warnings().Count;
            await Often(send);
            Assert.True(Warnings().Count <= before + 1, $"{kind}: {log}");
        }
        Assert.All(Warnings(), line => Assert.DoesNotContain("\n", line, StringComparison.Ordinal));
    }

    List<string> Warnings() => [.. log.Lines.Where(line => !line.StartsWith("Information", StringComparison.Ordinal))];

    static async Task Often(Func<Task> work)
    {
        for (var i = 0; i < 20; i++) await work();
    }

    Task Get(string url, string cookies, params (string Name, string Value)[] headers) =>
        Send(new(HttpMethod.Get, url), cookies, headers);

    Task Post(string url, string type, string body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return Send(request, "", headers);
    }

    async Task Send(HttpRequestMessage request, string cookies, (string Name, string Value)[] headers)
    {
        using var sender = new Visitor(library.Address, "en", keepsCookies: false);
        using (request)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            await sender.Send(request);
        }
    }

    // Sends a request with a Content-Length, and closes the connection before it sends the body.
    async Task Abort()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(library.Address.Host, library.Address.Port, TestContext.Current.CancellationToken);
        var head = $"POST /en/account/sign-in HTTP/1.1\r\nHost: localhost\r\n"
            + $"Content-Type: {Urlencoded}\r\nContent-Length: 1000\r\n\r\n";
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{head}a=b"));
        client.LingerState = new(true, 0);
    }
}
