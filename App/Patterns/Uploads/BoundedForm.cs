using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Uploads;

/// <summary>Reads the form of a request once, with at most <see cref="FormLimits.MaxBytes"/> of it in memory.</summary>
/// <remarks>
/// For an endpoint with an <see cref="UploadSet"/>, uploaded files are written to temporary files, which are deleted at
/// the end of the request. For other endpoints, the bytes of files count towards the limit, as those of fields do. A
/// longer form throws <see cref="BadHttpRequestException"/> with status 413. This class replaces ASP.NET Core's reader.
/// That reader does not limit the length of a multipart field, needs quadratic time for a long urlencoded field, and
/// rejects U+0000.
/// </remarks>
sealed class BoundedForm(HttpContext context, FormOptions options) : IFormFeature
{
    const int BufferBytes = 16 * 1024;

    readonly MediaTypeHeaderValue? type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed)
        ? parsed
        : null;
    Task<IFormCollection>? reading;
    int left = FormLimits.MaxBytes;

    public IFormCollection? Form { get; set; }

    public bool HasFormContentType => Form is not null || IsUrlEncoded || IsMultipart;

    /// <summary>Whether <c>Content-Length</c> exceeds the limit of a form or is missing.</summary>
    public bool MayBeTooLong => context.Request.ContentLength is not <= FormLimits.MaxBytes;

    public bool IsUrlEncoded =>
        type?.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    public bool IsMultipart =>
        type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    bool IsUpload => context.GetEndpoint()?.Metadata.GetMetadata<UploadSet>() is not null;

    // Called only by code that uses Request.Form before the form was read asynchronously.
    public IFormCollection ReadForm() => ReadFormAsync(context.RequestAborted).GetAwaiter().GetResult();

    public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
        reading ??= Form is { } form ? Task.FromResult(form) : Read(cancellationToken);

    async Task<IFormCollection> Read(CancellationToken cancelled)
    {
        if (!HasFormContentType)
            throw new InvalidOperationException(
                $"The content type '{context.Request.ContentType}' is not a form content type."
            );
        if (!(IsMultipart && IsUpload) && context.Request.ContentLength > FormLimits.MaxBytes)
            throw TooLong();
        return Form = IsMultipart ? await ReadMultipart(cancelled) : await ReadUrlEncoded(cancelled);
    }

    async Task<IFormCollection> ReadUrlEncoded(CancellationToken cancelled)
    {
        using var body = new PooledBytes();
        await Gather(context.Request.Body, body, cancelled);
        return new FormCollection(UrlEncodedForm.Parse(body.Span, Charset(type), options));
    }

    async Task<IFormCollection> ReadMultipart(CancellationToken cancelled)
    {
        var reader = new MultipartReader(Boundary(), context.Request.Body)
        {
            HeadersCountLimit = options.MultipartHeadersCountLimit,
            HeadersLengthLimit = options.MultipartHeadersLengthLimit,
            BodyLengthLimit = options.MultipartBodyLengthLimit,
        };
        KeyValueAccumulator fields = default;
        FormFileCollection files = [];
        while (await reader.ReadNextSectionAsync(cancelled) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            Take(name.Length);
            if (disposition.IsFileDisposition()) files.Add(await ReadFile(section, name, disposition, cancelled));
            else if (disposition.IsFormDisposition()) fields.Append(name, await ReadField(section, cancelled));
            if (files.Count + fields.ValueCount > options.ValueCountLimit) throw TooLong();
        }
        return new FormCollection(fields.HasValues ? fields.GetResults() : null, files);
    }

    async Task<string> ReadField(MultipartSection section, CancellationToken cancelled)
    {
        using var body = new PooledBytes();
        await Gather(section.Body, body, cancelled);
        return Charset(MediaTypeHeaderValue.TryParse(section.ContentType, out var own) ? own : null)
            .GetString(body.Span);
    }

    async Task<FormFile> ReadFile(
        MultipartSection section,
        string name,
        ContentDispositionHeaderValue disposition,
        CancellationToken cancelled
    )
    {
        var file = new FileBufferingReadStream(
            section.Body, options.MemoryBufferThreshold, options.MultipartBodyLengthLimit,
            Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath());
        context.Response.RegisterForDispose(file);
        var isUpload = IsUpload;
        var buffer = new byte[BufferBytes];
        for (int read; (read = await file.ReadAsync(buffer, cancelled)) > 0;)
            if (!isUpload)
                Take(read);
        file.Position = 0;
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return new FormFile(file, 0, file.Length, name, HeaderUtilities.RemoveQuotes(fileName).ToString())
        {
            Headers = new HeaderDictionary(section.Headers ?? new Dictionary<string, StringValues>()),
        };
    }

    async Task Gather(Stream from, PooledBytes to, CancellationToken cancelled)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await from.ReadAsync(buffer, cancelled)) > 0;)
        {
            Take(read);
            to.Add(buffer.AsSpan(0, read));
        }
    }

    void Take(int bytes)
    {
        left -= bytes;
        if (left < 0) throw TooLong();
    }

    string Boundary()
    {
        var boundary = HeaderUtilities.RemoveQuotes(type!.Boundary);
        if (StringSegment.IsNullOrEmpty(boundary))
            throw new InvalidDataException("The multipart form has no boundary.");
        if (boundary.Length > options.MultipartBoundaryLengthLimit)
            throw new InvalidDataException("The boundary of the multipart form is too long.");
        return boundary.ToString();
    }

    // Returns the declared encoding, or UTF-8. Excludes UTF-7 (code page 65000), which can hide markup from code that
    // expects ASCII.
    static Encoding Charset(MediaTypeHeaderValue? type) =>
        type?.Encoding is { CodePage: not 65000 } encoding ? encoding : Encoding.UTF8;

    internal static BadHttpRequestException TooLong() =>
        new("The form is too long.", StatusCodes.Status413PayloadTooLarge);
}
