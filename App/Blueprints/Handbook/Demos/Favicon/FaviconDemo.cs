using App.Patterns.Favicon;
using App.Patterns.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace App.Blueprints.Handbook.Demos.Favicon;

/// <summary>Sends requests to the favicon middleware alone and shows its responses.</summary>
public sealed class FaviconDemo(
    DemonstrationStore items,
    BrowserCookie browser,
    IWebHostEnvironment environment,
    IServiceProvider services
) : Demonstration
{
    const string Icon = "icons/favicon.ico";
    const int ShownBytes = 16;

    public override string Slug => "favicon";

    public override string Partial => "_Favicon";

    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "POST", "OPTIONS"];

    /// <summary>
    /// The URLs to request. Browsers never request the second one; it shows that only the root path is handled.
    /// </summary>
    public IReadOnlyList<string> Addresses { get; } = ["/favicon.ico", "/wiki/favicon.ico"];

    /// <summary>This visitor's newest request and its response.</summary>
    public IconExchange? Last =>
        browser.Key is { } visitor && items.All<IconExchange>(visitor, Slug) is [var newest, ..] ? newest.Value : null;

    /// <summary>The images in the favicon file, as listed in the header of the file.</summary>
    public IReadOnlyList<IconPicture> Pictures
    {
        get
        {
            using var stream = environment.WebRootFileProvider.GetFileInfo(Icon).CreateReadStream();
            using var reader = new BinaryReader(stream);
            reader.ReadBytes(4);
            return [.. Enumerable.Range(0, reader.ReadUInt16()).Select(_ => ReadPicture(reader))];
        }
    }

    /// <param name="knows">The ETag that the request sends: of this icon, of another one, or none.</param>
    public async Task<IconExchange> Request(string method, string address, IconTag knows)
    {
        var tag = knows switch
        {
            IconTag.This => (await Send("GET", Addresses[0], null)).Tag,
            IconTag.Other => "\"another\"",
            _ => null,
        };
        return await Send(method, address, tag) with { Knows = knows };
    }

    // Sends a request through a pipeline that contains only the favicon middleware.
    async Task<IconExchange> Send(string method, string address, string? tag)
    {
        var pipeline = new ApplicationBuilder(services).UseFavicon(Icon).Build();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        (context.Request.Method, context.Request.Path, context.Response.Body) = (method, address, body);
        if (tag is not null) context.Request.Headers.IfNoneMatch = tag;
        await pipeline(context);
        var response = context.Response;
        return new()
        {
            Method = method,
            Address = address,
            Request = $"{method} {address}{(tag is null ? "" : $"\nIf-None-Match: {tag}")}",
            Response = string.Join(
                '\n',
                response
                    .Headers.Select(header => $"{header.Key}: {header.Value}")
                    .Prepend($"{response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}")
            ),
            Tag = response.Headers[HeaderNames.ETag],
            Length = body.Length,
            Bytes = string.Join(' ', body.ToArray().Take(ShownBytes).Select(one => one.ToString("x2", null))),
        };
    }

    static IconPicture ReadPicture(BinaryReader reader)
    {
        var (width, height) = (reader.ReadByte(), reader.ReadByte());
        reader.ReadBytes(6);
        var picture = new IconPicture(width, height, reader.ReadUInt32());
        reader.ReadUInt32();
        return picture;
    }
}

/// <summary>The ETag in a request's <c>If-None-Match</c> header: none, that of the icon, or another one.</summary>
public enum IconTag { None, This, Other }

/// <param name="Length">Size in bytes.</param>
public sealed record IconPicture(int Width, int Height, long Length);

/// <summary>A request for the icon and its response.</summary>
public sealed record IconExchange
{
    public required string Method { get; init; }

    public required string Address { get; init; }

    public IconTag Knows { get; init; }

    public required string Request { get; init; }

    public required string Response { get; init; }

    public string? Tag { get; init; }

    /// <summary>The length of the body in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The first bytes of the body, in hexadecimal.</summary>
    public required string Bytes { get; init; }
}
