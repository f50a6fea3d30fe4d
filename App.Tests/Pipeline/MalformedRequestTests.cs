using System.Net.Http.Headers;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class MalformedRequestTests(SharedProbeLibrary shared)
    : IClassFixture<SharedProbeLibrary>, IDisposable
{
    readonly TestLibrary library = shared.Library;
    readonly Visitor visitor = shared.Library.NewVisitor();

    public void Dispose() => visitor.Dispose();

    public static TheoryData<string, string, string> BrokenForms => new()
    {
        { "application/x-www-form-urlencoded", "%", "a lone percent" },
        { "application/x-www-form-urlencoded", "a=%ED%A0%80&b=%ff%00", "lone surrogates and bytes that are no text" },
        { "application/x-www-form-urlencoded", string.Concat(Enumerable.Repeat("a=1&", 5000)), "too many fields" },
        { "application/x-www-form-urlencoded", new string('k', 5000) + "=1", "too long a name" },
        { "multipart/form-data", "nothing", "no boundary" },
        { "multipart/form-data; boundary=x", "--x\r\nbroken", "broken off" },
        { "multipart/form-data; boundary=" + new string('b', 300), "x", "too long a boundary" },
        { "nonsense", "x", "no media type" },
        { "application/x-www-form-urlencoded; charset=utf-99", "a=1", "unknown encoding" },
    };

    [Theory]
    [MemberData(nameof(BrokenForms))]
    public async Task A_malformed_form_never_causes_a_5xx(string type, string body, string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe/form")
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.True((int)(await visitor.Send(request)).Status < 500, what);
        using var page = new HttpRequestMessage(HttpMethod.Post, "/en/")
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)),
        };
        page.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.True((int)(await visitor.Send(page)).Status < 500, what);
    }

    [Theory]
    [InlineData("/en/%00")]
    [InlineData("/en/%ED%A0%80")]
    [InlineData("/en/%ff%fe")]
    [InlineData("/en/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/en/?q=%ED%A0%80%00%ff")]
    [InlineData("/en//")]
    [InlineData("/%F0%9F%91%A9%E2%80%8D")]
    [InlineData("/en/?page=%00&page=2&page[]=3")]
    public async Task A_malformed_URL_never_causes_a_5xx(string url)
    {
        using var raw = new System.Net.Sockets.TcpClient();
        await raw.ConnectAsync(library.Address.Host, library.Address.Port, TestContext.Current.CancellationToken);
        var answer = await Raw(raw, $"GET {url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Matches(@"^HTTP/1\.1 [234]\d\d ", answer);
    }

    [Theory]
    [InlineData("Cookie", "=;;;=\u00ff; lang=\"")]
    [InlineData("Accept-Language", ";;q=,,*;q=9")]
    [InlineData("X-Forwarded-For", "nonsense")]
    [InlineData("HX-Current-URL", "::::")]
    [InlineData("If-None-Match", "\"")]
    [InlineData("Range", "bytes=9-1")]
    public async Task A_malformed_header_never_causes_a_5xx(string name, string value)
    {
        using var raw = new System.Net.Sockets.TcpClient();
        await raw.ConnectAsync(library.Address.Host, library.Address.Port, TestContext.Current.CancellationToken);
        var answer = await Raw(
            raw,
            $"GET /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{name}: {value}\r\n\r\n"
        );
        Assert.Matches(@"^HTTP/1\.1 [234]\d\d ", answer);
    }

    [Fact]
    public async Task A_huge_header_is_431()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(new string('a', 40_000), "1"));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await visitor.Send(request)).Status);
    }

    static async Task<string> Raw(System.Net.Sockets.TcpClient client, string request)
    {
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
