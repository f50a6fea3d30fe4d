using System.Net.Http.Headers;
using App.Patterns.Favicon;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.Extensions.FileProviders;

namespace App.Tests.Patterns.Favicon;

public sealed class FaviconTests : IDisposable
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    static readonly byte[] icon = [0, 0, 1, 0, 1, 0];
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("carafe-test-");

    public FaviconTests() => File.WriteAllBytes(Path.Combine(root.FullName, "icon.ico"), icon);

    [Theory]
    [Trait("Statement", "P18.2")]
    [InlineData("GET", 6)]
    [InlineData("HEAD", 0)]
    public async Task The_root_URL_serves_the_icon_with_its_registered_media_type(string method, int length)
    {
        await using var app = await Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/favicon.ico");
        using var answer = await app.Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/vnd.microsoft.icon", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(6, answer.Content.Headers.ContentLength);
        Assert.Equal(icon[..length], await answer.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    [Trait("Statement", "P18.2")]
    public async Task A_conditional_request_for_the_icon_gets_304()
    {
        await using var app = await Start();
        using var first = await app.Http.GetAsync("/favicon.ico", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/favicon.ico");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        using var second = await app.Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(
            "public, max-age=86400",
            second
                .Headers.CacheControl!.ToString()
                .Replace("max-age=86400, public", "public, max-age=86400", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", HttpStatusCode.NoContent)]
    [Trait("Statement", "P18.2")]
    public async Task The_icon_rejects_other_methods_with_405_and_Allow(string method, HttpStatusCode status)
    {
        await using var app = await Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/favicon.ico");
        using var answer = await app.Http.SendAsync(request, Cancelled);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("GET, HEAD, OPTIONS", string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    [Trait("Statement", "P18.3")]
    public async Task An_application_below_a_path_base_serves_the_icon_at_the_root_URL()
    {
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseFavicon("icon.ico");
                app.UsePathBase("/below");
                app.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            },
            builder => builder.Environment.WebRootFileProvider = new PhysicalFileProvider(root.FullName));
        Assert.Equal(icon, await app.Http.GetByteArrayAsync("/favicon.ico", Cancelled));
        using var other = await app.Http.GetAsync("/below/other", Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    [Trait("Statement", "P18.3")]
    public async Task A_missing_icon_file_fails_at_startup() =>
        await Assert.ThrowsAnyAsync<IOException>(() => Start("nowhere.ico"));

    Task<BareApp> Start(string file = "icon.ico") => BareApp.Start(
        app => app.UseFavicon(file),
        builder => builder.Environment.WebRootFileProvider = new PhysicalFileProvider(root.FullName));

    public void Dispose() => root.Delete(recursive: true);
}
