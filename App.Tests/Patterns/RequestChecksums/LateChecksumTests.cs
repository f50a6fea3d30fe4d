using App.Patterns.RequestChecksums;
using App.Tests.Testing;

namespace App.Tests.Patterns.RequestChecksums;

/// <summary>
/// Verifies that hashing a body throws when the middleware is registered after code that reads the body, or is not
/// registered.
/// </summary>
public sealed class LateChecksumTests
{
    [Theory]
    [Trait("Statement", "P22.2"), Trait("Statement", "P22.3"), Trait("Statement", "P22.5")]
    [InlineData("form")]
    [InlineData("raw")]
    [InlineData("half")]
    [InlineData("buffered")]
    public async Task Hashing_a_body_that_was_already_read_throws(
        string how
    )
    {
        var said = "";
        await using var app = await BareApp.Start(app =>
        {
            app.Use(async (context, next) =>
            {
                if (how == "form") await context.Request.ReadFormAsync();
                if (how == "raw") await context.Request.Body.CopyToAsync(Stream.Null);
                if (how == "half") await context.Request.Body.ReadExactlyAsync(new byte[2]);
                if (how == "buffered")
                {
                    context.Request.EnableBuffering();
                    await context.Request.Body.CopyToAsync(Stream.Null);
                }
                try
                {
                    await next(context);
                }
                catch (InvalidOperationException error)
                {
                    said = error.Message;
                    context.Response.StatusCode = 500;
                }
            });
            app.UseRequestChecksums();
            app.UseRouting();
            app.MapPost("/", async context =>
                    await context.Response.WriteAsync(
                        Convert.ToHexStringLower(await context.Request.Checksum().DigestOf("sha-256"))
                    )
                )
                .VerifyDigest("sha-256");
            app.MapPost("/unmarked", () => "fine");
        });
        using var content = new FormUrlEncodedContent([new("a", "1")]);
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Post("/", content)).Status);
        Assert.Contains("UseRequestChecksums", said);
        using var again = new FormUrlEncodedContent([new("a", "1")]);
        Assert.Equal("fine", (await app.Post("/unmarked", again)).Text);
    }

    [Fact]
    [Trait("Statement", "P22.5")]
    public async Task A_marked_endpoint_without_the_middleware_throws()
    {
        var said = "";
        await using var app = await BareApp.Start(app =>
        {
            app.Use(async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (InvalidOperationException error)
                {
                    said = error.Message;
                }
            });
            app.MapPost("/", () => "never").VerifyDigest();
        });
        using var content = new ByteArrayContent([1]);
        Assert.DoesNotContain("never", (await app.Post("/", content)).Text);
        Assert.Contains("UseRequestChecksums", said);
    }
}
