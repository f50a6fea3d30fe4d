using System.Text;
using App.Patterns.Http;
using App.Patterns.RequestChecksums;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

/// <summary>Stores texts whose digest matches, and rejects the others.</summary>
public sealed class RequestChecksumDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    public const int LongestText = 500;

    public override string Slug => "requestchecksum";

    public override string Partial => "_RequestChecksum";

    /// <summary>
    /// The key in the <see cref="DemonstrationStore"/> under which the outcome of the last request is stored.
    /// </summary>
    public string LastSlug => $"{Slug}/last";

    public IReadOnlyList<(DigestClaim Claim, string Text)> Claims { get; } =
    [
        (DigestClaim.Right, "its own"),
        (DigestClaim.OfAnother, "that of another text"),
        (DigestClaim.None, "none"),
        (DigestClaim.Sha1, "its own, as X-Content-SHA1"),
        (DigestClaim.Two, "its own and a wrong one"),
        (DigestClaim.InCapitals, "its own, but called SHA-256"),
        (DigestClaim.Md5, "an MD5"),
    ];

    public IReadOnlyList<(BodyReading Reading, string Text)> Readings { get; } =
    [(BodyReading.InQuarters, "in four parts"), (BodyReading.AtOnce, "at once"), (BodyReading.NotAtAll, "not at all")];

    /// <summary>This visitor's stored texts, newest first.</summary>
    public IReadOnlyList<VerifiedText> Stored =>
        browser.Key is { } visitor ? [.. items.All<VerifiedText>(visitor, Slug).Select(item => item.Value)] : [];

    /// <summary>The outcome of this visitor's last request; null before the first request.</summary>
    public ChecksumOutcome? Last =>
        browser.Key is { } visitor && items.All<ChecksumOutcome>(visitor, LastSlug) is [var last, ..]
            ? last.Value
            : null;

    /// <summary>
    /// Returns the digest headers that a client sends with this body for the given choice, such as a wrong digest or
    /// none.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Fields(DigestClaim claim, byte[] body)
    {
        var own = DigestFields.Format(DigestAlgorithms.Sha256, System.Security.Cryptography.SHA256.HashData(body));
        var another = DigestFields.Format(
            DigestAlgorithms.Sha256,
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("another text"))
        );
        return claim switch
        {
            DigestClaim.Right => new Dictionary<string, string> { [DigestFields.Content] = own },
            DigestClaim.OfAnother => new Dictionary<string, string> { [DigestFields.Content] = another },
            DigestClaim.Two => new Dictionary<string, string>
            {
                [DigestFields.Content] = own,
                [DigestFields.Representation] = another,
            },
            DigestClaim.InCapitals => new Dictionary<string, string>
            {
                [DigestFields.Content] = own.Replace(DigestAlgorithms.Sha256, "SHA-256", StringComparison.Ordinal),
            },
            // Zero bytes with the length of an MD5 digest. The value does not matter, because it is never compared.
            DigestClaim.Md5 => new Dictionary<string, string>
            {
                [DigestFields.Content] = DigestFields.Format("md5", new byte[16]),
            },
            DigestClaim.Sha1 => new Dictionary<string, string> { [DigestFields.Sha1] = Sha1Of(body) },
            _ => new Dictionary<string, string>(),
        };
    }

#pragma warning disable CA5350 // Detects transfer errors, not attacks.
    static string Sha1Of(byte[] body) => Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(body));
#pragma warning restore CA5350
}

/// <summary>
/// The digest headers of a request: the right digest, that of another text, none, or several special cases.
/// </summary>
public enum DigestClaim { Right, OfAnother, None, Sha1, Two, InCapitals, Md5 }

/// <summary>How the handler reads the body before it gets the digest.</summary>
public enum BodyReading { InQuarters, AtOnce, NotAtAll }

/// <param name="Bytes">Length in UTF-8 bytes.</param>
public sealed record VerifiedText(string Text, int Bytes, string Digest);

/// <param name="Bytes">The number of bytes read so far.</param>
/// <param name="Digest">The SHA-256 of these bytes.</param>
public sealed record ReadingStep(long Bytes, string Digest);

public sealed record ChecksumOutcome
{
    /// <summary>The digest headers of the request, one a line.</summary>
    public required string Fields { get; init; }

    /// <summary>The parts of the body in the order in which the handler read them.</summary>
    public required IReadOnlyList<ReadingStep> Steps { get; init; }

    /// <summary>The SHA-256 of the whole body; null when it was rejected.</summary>
    public string? Digest { get; init; }

    /// <summary>The error; null when the text was stored.</summary>
    public string? Refusal { get; init; }

    /// <summary>The SHA-256 of the form that the browser sent.</summary>
    public string FormDigest { get; init; } = "";

    public long FormBytes { get; init; }
}
