using System.Security.Cryptography;
using System.Text;
using App.Patterns.RequestChecksums;

namespace App.Tests.Patterns.RequestChecksums;

public sealed class DigestFieldsTests
{
    static readonly byte[] body = Encoding.UTF8.GetBytes("{\"hello\": \"world\"}");
    static readonly string sha256 = Convert.ToBase64String(SHA256.HashData(body));
    static readonly string sha512 = Convert.ToBase64String(SHA512.HashData(body));

    // The example of RFC 9530.
    [Fact]
    [Trait("Statement", "P22.1")]
    public void A_digest_is_formatted_according_to_the_standard() =>
        Assert.Equal(
            "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
            DigestFields.Format("sha-256", SHA256.HashData(body))
        );

    public static TheoryData<string, string> Readable => new()
    {
        { $"sha-256=:{sha256}:", "sha-256" },
        { $"sha-256=:{sha256.TrimEnd('=')}:", "sha-256" },
        { $"sha-512=:{sha512}:, sha-256=:{sha256}:", "sha-512 sha-256" },
        { $"md5=:AAAA:,sha-256=:{sha256}:", "sha-256" },
        { $"sha-256=:{sha256}:;note=1;other=\"a\\\"b\";flag", "sha-256" },
        { $"  sha-256=:{sha256}: , sha-256=:{sha256}:  ", "sha-256 sha-256" },
    };

    [Theory]
    [Trait("Statement", "P22.1")]
    [MemberData(nameof(Readable))]
    public void One_or_several_digests_are_parsed(string field, string algorithms)
    {
        var sent = DigestFields.Read(new HeaderDictionary { [DigestFields.Content] = field });
        Assert.Equal(algorithms, string.Join(' ', sent.Select(digest => digest.Algorithm)));
        Assert.All(sent, digest => Assert.Equal(DigestAlgorithms.LengthOf(digest.Algorithm), digest.Value.Length));
    }

    public static TheoryData<string> Unreadable =>
        [
            "",
            " ",
            ",",
            "sha-256",
            "sha-256=",
            $"sha-256={sha256}",
            $"SHA-256=:{sha256}:",
            $"sha-256=:{sha256}",
            $"sha-256=:{sha256}:,",
            $"sha-256=\"{sha256}\"",
            $"sha-256=:{Convert.ToHexStringLower(SHA256.HashData(body))}:",
            "sha-256=:AAAA:",
            "sha-256=::",
            $"sha-512=:{sha256}:",
            $"sha-256=:{sha256}: sha-512=:{sha512}:",
            $"sha-256=:{sha256.Replace('/', '_').Replace('+', '-')}-:",
            $"sha-256=:{sha256}:;",
            $"sha-256 = :{sha256}:",
            "sha-256=:\u00ff:",
        ];

    [Theory]
    [Trait("Statement", "P22.1")]
    [MemberData(nameof(Unreadable))]
    public void An_invalid_digest_field_is_malformed(string field)
    {
        Assert.Equal(DigestProblem.Malformed, ProblemOf(new() { [DigestFields.Content] = field }));
        Assert.Equal(DigestProblem.Malformed, ProblemOf(new() { [DigestFields.Representation] = field }));
    }

    [Theory]
    [Trait("Statement", "P22.1")]
    [InlineData("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")]
    [InlineData("sha=:2jmj7l5rSw0yVb/vlWAYkK/YBwk=:, crc32c=:AAAA:")]
    public void Unsupported_digest_algorithms_are_ignored(string field) =>
        Assert.Empty(DigestFields.Read(new HeaderDictionary { [DigestFields.Content] = field }));

    [Theory]
    [Trait("Statement", "P22.1")]
    [InlineData("9f89c740ceb46d7418c924a78ac57941d5e96520", true)]
    [InlineData("9F89C740CEB46D7418C924A78AC57941D5E96520", true)]
    [InlineData("n4nHQM60bXQYySSnisV5QdXpZSA=", false)]
    [InlineData("9f89c740", false)]
    [InlineData("", false)]
    [InlineData("zf89c740ceb46d7418c924a78ac57941d5e96520", false)]
    public void The_SHA1_field_has_forty_hexadecimal_digits(string field, bool isRead)
    {
        var headers = new HeaderDictionary { [DigestFields.Sha1] = field };
        Assert.Equal(isRead ? null : DigestProblem.Malformed, ProblemOf(headers));
        Assert.Equal(DigestProblem.Malformed, ProblemOf(new() { [DigestFields.Sha1] = new([field, field]) }));
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public void All_digest_fields_and_header_lines_are_read()
    {
        var sent = DigestFields.Read(
            new HeaderDictionary
            {
                [DigestFields.Content] = new([$"sha-256=:{sha256}:", $"sha-512=:{sha512}:"]),
                [DigestFields.Representation] = $"sha-256=:{sha256}:",
                [DigestFields.Sha1] = new string('a', 40),
            }
        );
        Assert.Equal(
            ["Content-Digest", "Content-Digest", "Repr-Digest", "X-Content-SHA1"],
            sent.Select(digest => digest.Field)
        );
    }

    [Theory]
    [InlineData("sha-256=1", "sha-256")]
    [InlineData("sha-256=1, sha-512=3", "sha-512")]
    [InlineData("md5=10, sha-256=2, sha-512=0", "sha-256")]
    [InlineData("sha-256=0", null)]
    [InlineData("md5=3", null)]
    [InlineData("sha-256", null)]
    [InlineData("sha-256=11", null)]
    [InlineData("sha-256;q=0.5", null)]
    [InlineData("", null)]
    public void Preferred_returns_the_supported_algorithm_with_the_highest_weight_or_null(
        string field,
        string? algorithm
    ) => Assert.Equal(algorithm, DigestFields.Preferred(field));

    static DigestProblem? ProblemOf(HeaderDictionary headers)
    {
        try
        {
            DigestFields.Read(headers);
            return null;
        }
        catch (DigestException error)
        {
            Assert.Equal(StatusCodes.Status400BadRequest, error.StatusCode);
            return error.Problem;
        }
    }
}
