using System.Text;
using App.Patterns.Http;
using App.Patterns.RequestChecksums;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

/// <summary>Texts that come with a digest: kept where it is theirs, refused where it is not.</summary>
public sealed class RequestChecksumDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    public const int LongestText = 500;

    public override string Slug => "requestchecksum";

    public override string Partial => "_RequestChecksum";

    /// <summary>Where the outcome of the last form is kept.</summary>
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
    [(BodyReading.InQuarters, "in four pieces"), (BodyReading.AtOnce, "at once"), (BodyReading.NotAtAll, "not at all")];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<KeptText> Kept =>
        browser.Key is { } visitor ? [.. items.All<KeptText>(visitor, Slug).Select(item => item.Value)] : [];

    /// <summary>Null before the first.</summary>
    public ChecksumOutcome? Last =>
        browser.Key is { } visitor && items.All<ChecksumOutcome>(visitor, LastSlug) is [var last, ..]
            ? last.Value
            : null;

    /// <summary>The fields that a client would send with this body.</summary>
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
            // The length of an MD5 digest; its value is not compared.
            DigestClaim.Md5 => new Dictionary<string, string>
            {
                [DigestFields.Content] = DigestFields.Format("md5", new byte[16]),
            },
            DigestClaim.Sha1 => new Dictionary<string, string> { [DigestFields.Sha1] = Sha1Of(body) },
            _ => new Dictionary<string, string>(),
        };
    }

#pragma warning disable CA5350 // Against broken transfers, as the field means it.
    static string Sha1Of(byte[] body) => Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(body));
#pragma warning restore CA5350
}

/// <summary>What the client says of its body.</summary>
public enum DigestClaim { Right, OfAnother, None, Sha1, Two, InCapitals, Md5 }

/// <summary>What the handler does with the body before the digest is asked for.</summary>
public enum BodyReading { InQuarters, AtOnce, NotAtAll }

/// <param name="Bytes">Length in UTF-8.</param>
public sealed record KeptText(string Text, int Bytes, string Digest);

/// <param name="Bytes">How many had been read by then.</param>
/// <param name="Digest">Of those bytes.</param>
public sealed record ReadingStep(long Bytes, string Digest);

public sealed record ChecksumOutcome
{
    /// <summary>The fields as they were sent, line by line.</summary>
    public required string Fields { get; init; }

    /// <summary>What the handler read, piece by piece.</summary>
    public required IReadOnlyList<ReadingStep> Steps { get; init; }

    /// <summary>Of the whole body; null when it was refused.</summary>
    public string? Digest { get; init; }

    /// <summary>Why it was refused; null when it was kept.</summary>
    public string? Refusal { get; init; }

    /// <summary>Of the form in which all of this was sent, on the wire.</summary>
    public string FormDigest { get; init; } = "";

    public long FormBytes { get; init; }
}
