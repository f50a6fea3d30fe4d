using System.Security.Cryptography;

namespace App.Patterns.RequestChecksums;

/// <summary>The names of the supported digest algorithms in the headers.</summary>
/// <remarks>
/// The other algorithms of RFC 9530 are ignored, because their digests can be forged. Flask documentation: Request
/// Content Checksums.
/// </remarks>
public static class DigestAlgorithms
{
    /// <summary>SHA-256.</summary>
    public const string Sha256 = "sha-256";
    /// <summary>SHA-512.</summary>
    public const string Sha512 = "sha-512";

    /// <summary>
    /// SHA-1, only for clients that send <c>X-Content-SHA1</c>. It detects broken transfers, not forgeries.
    /// </summary>
    public const string Sha1 = "sha-1";

    /// <summary>Returns the length of a digest in the fields of RFC 9530.</summary>
    /// <param name="algorithm">The name in the field, in lower case.</param>
    /// <returns>The number of bytes; null when the algorithm is not supported.</returns>
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
        _ => throw new ArgumentException($"Unknown digest algorithm {algorithm}.", nameof(algorithm)),
    });
}
