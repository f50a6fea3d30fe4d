using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.RequestChecksums;

/// <summary>A digest that came in a field.</summary>
public sealed record SentDigest(string Field, string Algorithm, byte[] Value);

/// <summary>
/// The fields <c>Content-Digest</c>, <c>Repr-Digest</c> and <c>Want-Repr-Digest</c> (RFC 9530, structured fields) and
/// the older <c>X-Content-SHA1</c> (40 hexadecimal digits). A request is one whole representation, so its two digests
/// are of the same bytes: those on the wire, content coding included. A digest behind the body, in a trailer, is not
/// read.
/// </summary>
public static partial class DigestFields
{
    public const string Content = "Content-Digest";
    public const string Representation = "Repr-Digest";
    public const string WantRepresentation = "Want-Repr-Digest";
    public const string Sha1 = "X-Content-SHA1";

    /// <summary>Whether the request has a field with a digest, which may be one that is not computed here.</summary>
    public static bool HasDigest(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.ContainsKey(Content)
            || request.Headers.ContainsKey(Representation)
            || request.Headers.ContainsKey(Sha1);
    }

    /// <summary>
    /// The digests of a request; of two for one algorithm both. Those of other algorithms are left out.
    /// </summary>
    /// <param name="headers">The headers of the request.</param>
    /// <exception cref="DigestException">A field cannot be parsed.</exception>
    public static IReadOnlyList<SentDigest> Read(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return
        [
            .. Dictionary(Content, headers[Content]),
            .. Dictionary(Representation, headers[Representation]),
            .. Hexadecimal(headers[Sha1]),
        ];
    }

    /// <summary>A field of one digest.</summary>
    public static string Format(string algorithm, ReadOnlySpan<byte> digest) =>
        $"{algorithm}=:{Convert.ToBase64String(digest)}:";

    /// <summary>
    /// The most wanted of the digests that can be computed; null when none is, or the field cannot be read.
    /// </summary>
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

    static List<SentDigest> Dictionary(string field, StringValues value)
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
            .Select(member => new SentDigest(field, member.Key, Bytes(field, member.Key, member.Digest)))
            .ToList();
        // Digests of other algorithms are ignored (RFC 9530, section 2).
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
                $"The {algorithm} of {field} has not its {DigestAlgorithms.LengthOf(algorithm)} bytes."
            );
    }

    static IEnumerable<SentDigest> Hexadecimal(StringValues value)
    {
        if (value.Count == 0) return [];
        return value is [{ Length: 40 } digits] && digits.All(char.IsAsciiHexDigit)
            ? [new SentDigest(Sha1, DigestAlgorithms.Sha1, Convert.FromHexString(digits))]
            : throw new DigestException(DigestProblem.Malformed, $"{Sha1} is not one digest of 40 hexadecimal digits.");
    }

    // A member of a dictionary that is a byte sequence; its parameters mean nothing here.
    const string Key = "[a-z*][a-z0-9_.*-]*";
    const string Member =
        $$"""(?<key>{{Key}})=:(?<digest>[A-Za-z0-9+/]*={0,2}):(;[ ]*{{Key}}(=("([^"\\]|\\["\\])*"|[^\s",;]+))?)*""";
    const string Wish = $"{Key}=(10|[0-9])";

    [GeneratedRegex($@"^[ \t]*{Member}([ \t]*,[ \t]*{Member})*[ \t]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digests();

    [GeneratedRegex($@"^[ \t]*{Wish}([ \t]*,[ \t]*{Wish})*[ \t]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Wishes();
}
