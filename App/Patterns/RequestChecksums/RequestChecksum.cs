using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// The checksum of the body of a request, of the bytes on the wire (transfer coding undone, content coding not),
/// whoever reads them and how: as a form, files, JSON or raw. Computed where the endpoint is marked with <see
/// cref="VerifyDigestAttribute"/> and somebody wants it; of what is read before the endpoint is known, such as a form
/// that names its method, up to 2 MiB is held until then. Flask: Request Content Checksums. Unlike there the body is
/// read to its end first, and one that was read before throws instead of having the checksum of nothing.
/// </summary>
public sealed class RequestChecksum : IDisposable
{
    const int Held = 2 << 20;

    readonly HttpContext context;
    readonly HashingReadStream body;
    readonly long? length;
    readonly bool wasRead;
    readonly DigestException? unreadable;
    readonly IReadOnlyList<SentDigest> sent = [];
    bool isDecided;
    bool isMarked;
    bool isGuarded;

    internal RequestChecksum(HttpContext context)
    {
        var request = context.Request;
        this.context = context;
        length = request.ContentLength;
        wasRead =
            context.Features.Get<IFormFeature>()?.Form is not null
            || (request.Body.CanSeek && request.Body.Position > 0);
        body = new HashingReadStream(request.Body, Held) { Reading = Decide, Ending = End };
        try
        {
            if (request.HasDigest()) sent = DigestFields.Read(request.Headers);
        }
        catch (DigestException error)
        {
            // Where nobody asks for it the field is one of many that mean nothing.
            unreadable = error;
        }
        request.Body = body;
        context.Response.RegisterForDispose(this);
    }

    /// <summary>Whether the request has a digest that is compared with its body.</summary>
    public bool HasDigest => sent.Count > 0;

    /// <summary>
    /// The digest of the whole body, the rest of which is read now if need be: one that the request or the mark of the
    /// endpoint names. Throws <see cref="DigestException"/> when what was sent with it is another, and <see
    /// cref="InvalidOperationException"/> when the body was read before it could be hashed.
    /// </summary>
    public async Task<byte[]> DigestOf(string algorithm)
    {
        await Verify();
        return body.Algorithms.Contains(algorithm)
            ? body.DigestOf(algorithm)
            : throw new InvalidOperationException(
                $"Nothing here computes a {algorithm}: name it where the endpoint is marked."
            );
    }

    /// <summary>Reads what is left of the body and compares. Throws as <see cref="DigestOf"/> does.</summary>
    public async Task Verify()
    {
        Decide();
        if (!isMarked)
            throw new InvalidOperationException($"The endpoint is not marked with {nameof(VerifyDigestAttribute)}.");
        if (unreadable is not null)
            throw unreadable;
        if (body.Algorithms.Count == 0)
            return;
        await body.Drain(context.RequestAborted);
        Compare();
    }

    /// <summary>
    /// From here on nobody comes to the end of a body that is not what was sent. One that was read already is compared
    /// now.
    /// </summary>
    internal async Task Guard()
    {
        var isRead = body.HasEnded || context.Features.Get<IFormFeature>()?.Form is not null;
        if (isRead || unreadable is not null) await Verify();
        isGuarded = true;
    }

    public void Dispose() => body.Dispose();

    void Decide()
    {
        if (isDecided || context.GetEndpoint() is not { } endpoint) return;
        isDecided = true;
        if (endpoint.Metadata.GetMetadata<VerifyDigestAttribute>() is { } mark)
        {
            isMarked = true;
            foreach (var algorithm in sent.Select(digest => digest.Algorithm).Union(mark.Algorithms))
                body.Hash(algorithm);
            if (wasRead && body.Algorithms.Count > 0)
                throw ReadBefore();
        }
        body.Settle();
    }

    void End()
    {
        if (isGuarded) Compare();
    }

    void Compare()
    {
        if (length is not null && length != body.BytesRead) throw ReadBefore();
        foreach (var digest in sent)
            if (!CryptographicOperations.FixedTimeEquals(digest.Value, body.DigestOf(digest.Algorithm)))
                throw new DigestException(
                    DigestProblem.Mismatch,
                    $"The body is not what {digest.Field} says: its {digest.Algorithm} is another."
                );
    }

    static InvalidOperationException ReadBefore() =>
        new(
            $"Something has read the body before it could be hashed: {nameof(RequestChecksumsSetup.UseRequestChecksums)} must stand before it."
        );
}
