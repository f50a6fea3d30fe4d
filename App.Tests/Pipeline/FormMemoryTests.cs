using System.Text;
using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>
/// Verifies that the main and the mounted applications do not buffer long forms of anonymous clients in memory.
/// </summary>
[Collection(nameof(MemoryTests))]
public sealed class FormMemoryTests : IAsyncLifetime
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    TestLibrary library = null!;
    Visitor visitor = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        visitor = library.NewVisitor();
    }

    public async ValueTask DisposeAsync()
    {
        visitor.Dispose();
        await library.DisposeAsync();
    }

    [Theory]
    [InlineData("/en/account/sign-in", "application/x-www-form-urlencoded")]
    [InlineData("/en/account/sign-in", "multipart/form-data; boundary=b")]
    [InlineData("/en/patterns/demos/flashing", "application/x-www-form-urlencoded")]
    [InlineData("/backend/en/accounts", "application/x-www-form-urlencoded")]
    public async Task Eight_parallel_forms_of_28_MB_use_almost_no_memory(string url, string type)
    {
        var body = Encoding.ASCII.GetBytes(type.StartsWith("multipart", StringComparison.Ordinal)
            ? $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{new string('x', 28_000_000)}\r\n--b--\r\n"
            : $"a={new string('x', 28_000_000)}");
        await Send(url, type, body);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(url, type, body)));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 2 * body.Length);
    }

    [Fact]
    public async Task A_form_over_the_limit_is_a_413_page_fragment_or_problem_with_advice()
    {
        var body = Encoding.ASCII.GetBytes($"a={new string('x', 2_100_000)}");
        var page = await Answer("/en/links/new", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("2 MB", page.Find("main").TextContent, StringComparison.Ordinal);
        var fragment = await Answer("/en/links/new", body, ("HX-Request", "true"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, fragment.Status);
        Assert.Equal("#flashes", fragment.Headers["HX-Retarget"]);
        Assert.DoesNotContain("<html", fragment.Text, StringComparison.Ordinal);
        var problem = await Answer("/en/links/new", body, ("Accept", "application/json"));
        Assert.Equal(413, JsonDocument.Parse(problem.Text).RootElement.GetProperty("status").GetInt32());
    }

    async Task<HttpStatusCode> Send(string url, string type, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await visitor.Http.SendAsync(request, cancelled);
        return response.StatusCode;
    }

    async Task<Answer> Answer(string url, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await visitor.Send(request);
    }
}
