using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Patterns.MethodOverrides;
using App.Patterns.RequestChecksums;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.RequestChecksums;

/// <summary>
/// An application whose endpoints read the request body in different ways and return the checksum of the body.
/// </summary>
static class ChecksumApp
{
    public static Task<BareApp> Start() =>
        BareApp.Start(
            app =>
            {
                app.UseRequestChecksums();
                app.UseMethodOverrides();
                app.UseRequestDecompression();
                app.UseRouting();
                MapReading(app, "/raw", context => context.Request.Body.CopyToAsync(Stream.Null));
                MapReading(app, "/pipe", context => context.Request.BodyReader.CopyToAsync(Stream.Null));
                MapReading(app, "/pipe-half", async context =>
                {
                    var read = await context.Request.BodyReader.ReadAsync();
                    context.Request.BodyReader.AdvanceTo(read.Buffer.GetPosition(Math.Min(1, read.Buffer.Length)));
                });
                MapReading(app, "/json", async context => await JsonDocument.ParseAsync(context.Request.Body));
                MapReading(app, "/form", context => context.Request.ReadFormAsync());
                MapReading(app, "/files", async context =>
                {
                    if (context.Request.HasFormContentType)
                        Assert.NotNull((await context.Request.ReadFormAsync()).Files);
                });
                MapReading(app, "/lines", async context =>
                {
                    using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
                    while (await reader.ReadLineAsync() is not null) { }
                });
                MapReading(app, "/buffered", async context =>
                {
                    context.Request.EnableBuffering();
                    await context.Request.Body.CopyToAsync(Stream.Null);
                    context.Request.Body.Position = 0;
                    await context.Request.Body.CopyToAsync(Stream.Null);
                });
                MapReading(app, "/none", _ => Task.CompletedTask);
                app.MapPost("/bound", (HttpContext context, JsonElement value) => Said(context))
                    .VerifyDigest(DigestAlgorithms.Sha1);
                app.MapMethods("/any", ["PUT", "PATCH", "DELETE", "GET"], (Delegate)Said)
                    .VerifyDigest(DigestAlgorithms.Sha256);
                app.MapPost(
                    "/unmarked",
                    (Delegate)(
                        async (HttpContext context) =>
                        {
                            await context.Request.Body.CopyToAsync(Stream.Null);
                            return
                                await Assert.ThrowsAsync<InvalidOperationException>(() =>
                                    context.Request.Checksum().DigestOf("sha-256")
                                )
                                    is not null
                                ? "not hashed"
                                : "";
                        }
                    )
                );
                app.MapPost(
                        "/other",
                        (Delegate)(
                            async (HttpContext context) =>
                                (
                                    await Assert.ThrowsAsync<InvalidOperationException>(() =>
                                        context.Request.Checksum().DigestOf("sha-512")
                                    )
                                ).Message
                        )
                    )
                    .VerifyDigest();
            },
            (WebApplicationBuilder builder) =>
            {
                builder.Services.AddRequestDecompression();
                builder.Services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = long.MaxValue);
                builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
            }
        );

    public static async Task<Answer> Post(
        this BareApp app,
        string url,
        HttpContent content,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        foreach (var (name, value) in fields) request.Headers.TryAddWithoutValidation(name, value);
        using var visitor = app.NewVisitor();
        return await visitor.Send(request);
    }

    public static string Sha256(byte[] body) => DigestFields.Format("sha-256", SHA256.HashData(body));

    /// <summary>Returns the SHA-1 of the body as hexadecimal digits.</summary>
    public static string Sha1(byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    // Maps a RequestDelegate instead of a handler with parameters, to test that the filter runs before a
    // RequestDelegate too.
    static void MapReading(WebApplication app, string url, Func<HttpContext, Task> read) =>
        app.MapPost(url, async context =>
            {
                await read(context);
                await context.Response.WriteAsync(await Said(context));
            })
            .VerifyDigest(DigestAlgorithms.Sha1);

    // Returns the checksum of the request body, computed with the first algorithm in the endpoint's VerifyDigest().
    static async Task<string> Said(HttpContext context)
    {
        var mark = context.GetEndpoint()!.Metadata.GetMetadata<VerifyDigestAttribute>()!;
        return Convert.ToHexStringLower(await context.Request.Checksum().DigestOf(mark.Algorithms[0]));
    }
}
