using App.Patterns.RequestChecksums;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

/// <summary>
/// Sends a request with a body and digest headers through the checksum middleware to a handler, and returns the
/// outcome.
/// </summary>
static class ChecksumTrial
{
    public static async Task<ChecksumOutcome> Send(
        IServiceProvider services,
        byte[] body,
        IReadOnlyDictionary<string, string> fields,
        BodyReading reading
    )
    {
        List<ReadingStep> steps = [];
        string? digest = null,
            refusal = null;
        var marked = new Endpoint(
            null,
            new(new VerifyDigestAttribute(DigestAlgorithms.Sha256)),
            "the handler of the demonstration"
        );
        var context = new DefaultHttpContext { RequestServices = services };
        var request = context.Request;
        (request.Method, request.Body, request.ContentLength) = (HttpMethods.Post, new MemoryStream(body), body.Length);
        foreach (var (name, value) in fields) request.Headers[name] = value;
        var app = new ApplicationBuilder(services).UseRequestChecksums();
        app.Run(async _ =>
        {
            context.SetEndpoint(marked);
            await Read(request, body.Length, reading, steps);
            digest = Written(await request.Checksum().DigestOf(DigestAlgorithms.Sha256));
        });
        try
        {
            await app.Build()(context);
        }
        catch (DigestException refused)
        {
            refusal = refused.Message;
        }
        return new()
        {
            Fields = string.Join('\n', fields.Select(field => $"{field.Key}: {field.Value}")),
            Steps = steps,
            Digest = digest,
            Refusal = refusal,
        };
    }

    // Reads the body in parts. After each part, records the hash of all bytes read so far.
    static async Task Read(HttpRequest request, int length, BodyReading reading, List<ReadingStep> steps)
    {
        if (reading == BodyReading.NotAtAll) return;
        var stream = (HashingReadStream)request.Body;
        var buffer = new byte[Math.Max(1, reading == BodyReading.AtOnce ? length : (length + 3) / 4)];
        while (await stream.ReadAsync(buffer, request.HttpContext.RequestAborted) > 0)
            if (stream.Algorithms.Contains(DigestAlgorithms.Sha256))
                steps.Add(new(stream.BytesRead, Written(stream.DigestOf(DigestAlgorithms.Sha256))));
    }

    static string Written(byte[] digest) => Convert.ToBase64String(digest);
}
