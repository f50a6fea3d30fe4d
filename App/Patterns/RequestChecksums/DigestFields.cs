using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.RequestChecksums;

/// <summary>A digest in a request header.</summary>
/// <param name="Field">The name of the header.</param>
/// <param name="Algorithm">One of <see cref="DigestAlgorithms"/>.</param>
/// <param name="Value">The bytes of the digest.</param>
public sealed record RequestDigest(string Field, string Algorithm, byte[] Value);

/// <summary>
/// Parses and formats <c>Content-Digest</c>, <c>Repr-Digest</c> and <c>Want-Repr-Digest</c> (RFC 9530) and the older
/// <c>X-Content-SHA1</c>.
/// </summary>
/// <remarks>
/// In a request, <c>Content-Digest</c> and <c>Repr-Digest</c> contain a digest of the same bytes: the body as sent,
/// with its content coding. Trailers are not read. Flask documentation: Request Content Checksums.
/// </remarks>
public static partial class DigestFields
{
    /// <summary>The header with the digest of the content.</summary>
    public const string Content = "Content-Digest";
    /// <summary>The header with the digest of the whole representation.</summary>
    public const string Representation = "Repr-Digest";
    /// <summary>The request header with the digest algorithms that the client wants in the response.</summary>
    public const string WantRepresentation = "Want-Repr-Digest";
    /// <summary>The older header: SHA-1 as 40 hexadecimal digits.</summary>
    public const string Sha1 = "X-Content-SHA1";

    /// <summary>Whether the request has a header with a digest, even one with an unsupported algorithm.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True when there is a header.</returns>
    public static bool HasDigest(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.ContainsKey(Content)
            || request.Headers.ContainsKey(Representation)
            || request.Headers.ContainsKey(Sha1);
    }

    /// <summary>Parses the digests of a request. Digests of unknown algorithms are ignored.</summary>
    /// <param name="headers">The headers of the request.</param>
    /// <returns>All digests; two headers can contain digests of the same algorithm.</returns>
    /// <exception cref="DigestException">A field cannot be parsed.</exception>
    public static IReadOnlyList<RequestDigest> Read(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return
        [
            .. Dictionary(Content, headers[Content]),
            .. Dictionary(Representation, headers[Representation]),
            .. Hexadecimal(headers[Sha1]),
        ];
    }

    /// <summary>Formats a digest as the value of a header.</summary>
    /// <param name="algorithm">One of <see cref="DigestAlgorithms"/>.</param>
    /// <param name="digest">The bytes of the digest.</param>
    /// <returns>The value, such as <c>sha-256=:…:</c>.</returns>
    public static string Format(string algorithm, ReadOnlySpan<byte> digest) =>
        $"{algorithm}=:{Convert.ToBase64String(digest)}:";

    /// <summary>Selects the supported algorithm with the highest weight.</summary>
    /// <param name="wanted">The value of <c>Want-Repr-Digest</c>.</param>
    /// <returns>The algorithm; null when none is wanted or the field cannot be parsed.</returns>
    public static string? Preferred(StringValues wanted)
    {
        if (!Wishes().IsMatch(wanted.ToString())) return null;
        return wanted.ToString().Split(',')
            .Select(wish => wish.Trim().Split('='))
            .Select(wish => (Algorithm: wish[0], Weight: int.Parse(wish[1], CultureInfo.InvariantCulture)))
            .Where(wish => wish.Weight > 0 && DigestAlgorithms.LengthOf(wish.Algorithm) is not null)
            .OrderByDescending(wish => wish.Weight)
            .Select(wish => wish.Algorithm)
            .FirstOrDefault();
    }

    static List<RequestDigest> Dictionary(string field, StringValues value)
    {
        if (value.Count == 0) return [];
        var match = Digests().Match(value.ToString());
        if (!match.Success)
            throw new DigestException(
                DigestProblem.Malformed,
                $"{field} is not a list such as {DigestAlgorithms.Sha256}=:…:, in lower case and base64."
            );
        var keys = match.Groups["key"].Captures.Select(key => key.Value);
        var sent = keys.Zip(match.Groups["digest"].Captures, (key, digest) => (Key: key, Digest: digest.Value))
            .Where(member => DigestAlgorithms.LengthOf(member.Key) is not null)
            .Select(member => new RequestDigest(field, member.Key, Bytes(field, member.Key, member.Digest)))
            .ToList();
        // The list contains only digests of supported algorithms; the others are ignored (RFC 9530, section 2).
        return sent;
    }

    static byte[] Bytes(string field, string algorithm, string base64)
    {
        var padded = base64.TrimEnd('=').PadRight((base64.TrimEnd('=').Length + 3) / 4 * 4, '=');
        return
            Base64.IsValid(padded)
            && Convert.FromBase64String(padded) is var digest
            && digest.Length == DigestAlgorithms.LengthOf(algorithm)
            ? digest
            : throw new DigestException(
                DigestProblem.Malformed,
                $"The {algorithm} of {field} does not have {DigestAlgorithms.LengthOf(algorithm)} bytes."
            );
    }

    static IEnumerable<RequestDigest> Hexadecimal(StringValues value)
    {
        if (value.Count == 0) return [];
        return value is [{ Length: 40 } digits] && digits.All(char.IsAsciiHexDigit)
            ? [new RequestDigest(Sha1, DigestAlgorithms.Sha1, Convert.FromHexString(digits))]
            : throw new DigestException(DigestProblem.Malformed, $"{Sha1} is not one digest of 40 hexadecimal digits.");
    }

    // Parts of the regular expression for one dictionary member (RFC 9651) whose value is a byte sequence. Parameters
    // of the member are ignored.
    const string Key = "[a-z*][a-z0-9_.*-]*";
    const string Member =
        $$"""(?<key>{{Key}})=:(?<digest>[A-Za-z0-9+/]*={0,2}):(;[ ]*{{Key}}(=("([^"\\]|\\["\\])*"|[^\s",;]+))?)*""";
    const string Wish = $"{Key}=(10|[0-9])";

    [GeneratedRegex($@"^[ \t]*{Member}([ \t]*,[ \t]*{Member})*[ \t]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digests();

    [GeneratedRegex($@"^[ \t]*{Wish}([ \t]*,[ \t]*{Wish})*[ \t]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Wishes();
}
