using System.Security.Cryptography;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// The digests that are computed, by the names they have in the fields. What else RFC 9530 names can be forged.
/// </summary>
public static class DigestAlgorithms
{
    public const string Sha256 = "sha-256";
    public const string Sha512 = "sha-512";

    /// <summary>Against broken transfers only, for clients that send <c>X-Content-SHA1</c>.</summary>
    public const string Sha1 = "sha-1";

    /// <summary>Bytes of a digest; null for an algorithm of the fields that is not computed.</summary>
    public static int? LengthOf(string algorithm) => algorithm switch
    {
        Sha256 => SHA256.HashSizeInBytes,
        Sha512 => SHA512.HashSizeInBytes,
        _ => null,
    };

    internal static IncrementalHash New(string algorithm) => IncrementalHash.CreateHash(algorithm switch
    {
        Sha256 => HashAlgorithmName.SHA256,
        Sha512 => HashAlgorithmName.SHA512,
        Sha1 => HashAlgorithmName.SHA1,
        _ => throw new ArgumentException($"There is no digest {algorithm}.", nameof(algorithm)),
    });
}
