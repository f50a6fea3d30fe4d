using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// Computes the digests of a request body while the endpoint reads it as a form, file, JSON or stream.
/// </summary>
/// <remarks>
/// Digests are of the body with its content coding and without transfer coding. They are computed only for endpoints
/// with <see cref="VerifyDigestAttribute"/>. Bytes that are read before routing, such as a form with a method override,
/// are buffered up to 2 MiB. Flask documentation: Request Content Checksums. Unlike in that chapter, the digest is
/// always of the whole body, and reading the body before it can be hashed is an error.
/// </remarks>
public sealed class RequestChecksum : IDisposable
{
    const int Held = 2 << 20;

    readonly HttpContext context;
    readonly HashingReadStream body;
    readonly long? length;
    readonly bool wasRead;
    readonly DigestException? unreadable;
    readonly IReadOnlyList<RequestDigest> sent = [];
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
            // Stores the error instead of throwing it, because only endpoints that verify digests reject an invalid
            // header.
            unreadable = error;
        }
        request.Body = body;
        context.Response.RegisterForDispose(this);
    }

    /// <summary>Whether the request has a digest that is compared with its body.</summary>
    public bool HasDigest => sent.Count > 0;

    /// <summary>Returns a digest of the whole body; reads the rest of the body first.</summary>
    /// <param name="algorithm">An algorithm that the request or the attribute of the endpoint names.</param>
    /// <returns>The bytes of the digest.</returns>
    /// <exception cref="DigestException">A digest of the request is invalid or does not match.</exception>
    /// <exception cref="InvalidOperationException">
    /// The endpoint has no attribute, the algorithm is not computed, or the body was read before it could be hashed.
    /// </exception>
    public async Task<byte[]> DigestOf(string algorithm)
    {
        await Verify();
        return body.Algorithms.Contains(algorithm)
            ? body.DigestOf(algorithm)
            : throw new InvalidOperationException(
                $"Nothing here computes a {algorithm}: name it where the endpoint is marked."
            );
    }

    /// <summary>Reads the rest of the body and compares its digests with those of the request.</summary>
    /// <exception cref="DigestException">A digest of the request is invalid or does not match.</exception>
    /// <exception cref="InvalidOperationException">
    /// The endpoint has no attribute, or the body was read before it could be hashed.
    /// </exception>
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
    /// Makes the last read of the body throw when a digest does not match. When the body has been read already,
    /// verifies the digests at once.
    /// </summary>
    internal async Task Guard()
    {
        var isRead = body.HasEnded || context.Features.Get<IFormFeature>()?.Form is not null;
        if (isRead || unreadable is not null) await Verify();
        isGuarded = true;
    }

    /// <summary>Returns the buffer of the body to the shared pool.</summary>
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
                    $"The {digest.Algorithm} of the body does not match {digest.Field}."
                );
    }

    static InvalidOperationException ReadBefore() =>
        new(
            "The body was read before it could be hashed: "
                + $"call {nameof(RequestChecksumsSetup.UseRequestChecksums)} earlier in the pipeline."
        );
}
