using System.Security.Cryptography;
using App.Patterns.RequestChecksums;

namespace App.Tests.Patterns.RequestChecksums;

/// <summary>
/// Verifies that a wrong digest rolls back the request's unit of work and discards a file that is saved while the body
/// arrives.
/// </summary>
public sealed class DigestVerificationTests : DigestApp
{
    public static TheoryData<string, string, bool> Digests =>
        new()
        {
            { DigestFields.Content, ChecksumApp.Sha256(body), true },
            { DigestFields.Representation, ChecksumApp.Sha256(body), true },
            { DigestFields.Content, DigestFields.Format("sha-512", SHA512.HashData(body)), true },
            { DigestFields.Sha1, ChecksumApp.Sha1(body).ToUpperInvariant(), true },
            {
                DigestFields.Content,
                $"{ChecksumApp.Sha256(body)}, {DigestFields.Format("sha-512", SHA512.HashData(body))}",
                true
            },
            { DigestFields.Content, ChecksumApp.Sha256(other), false },
            { DigestFields.Representation, ChecksumApp.Sha256(other), false },
            { DigestFields.Sha1, ChecksumApp.Sha1(other), false },
            {
                DigestFields.Content,
                $"{ChecksumApp.Sha256(body)}, {DigestFields.Format("sha-512", SHA512.HashData(other))}",
                false
            },
            { DigestFields.Content, $"{ChecksumApp.Sha256(other)}, {ChecksumApp.Sha256(body)}", false },
            { DigestFields.Content, ChecksumApp.Sha256(body).Replace("sha", "SHA"), false },
            { DigestFields.Content, $"sha-256=:{Convert.ToHexStringLower(SHA256.HashData(body))}:", false },
            { DigestFields.Sha1, Convert.ToBase64String(Convert.FromHexString(ChecksumApp.Sha1(body))), false },
        };

    [Theory]
    [Trait("Statement", "P22.1"), Trait("Statement", "P22.3")]
    [MemberData(nameof(Digests))]
    public async Task Database_writes_are_committed_only_if_every_digest_matches(
        string field,
        string value,
        bool holds
    )
    {
        foreach (var type in (string[])["application/x-www-form-urlencoded", "text/plain"])
        {
            var before = Rows();
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new(type);
            var answer = await app.Post("/keep", content, (field, value));
            Assert.Equal(holds ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(holds ? before + 1 : before, Rows());
        }
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task Two_digest_fields_must_both_match()
    {
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await Keep((DigestFields.Content, ChecksumApp.Sha256(body)), (DigestFields.Sha1, new string('0', 40)))
            ).Status
        );
        Assert.Equal(0, Rows());
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await Keep(
                    (DigestFields.Content, ChecksumApp.Sha256(body)),
                    (DigestFields.Representation, ChecksumApp.Sha256(body))
                )
            ).Status
        );
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task An_unsupported_digest_is_ignored_and_a_supported_one_beside_it_must_match()
    {
        Assert.Equal(HttpStatusCode.OK, (await Keep((DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"))).Status);
        Assert.Equal(1, Rows());
        var wrong = ChecksumApp.Sha256([1, 2, 3]);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Keep((DigestFields.Content, $"md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, {wrong}"))).Status
        );
        Assert.Equal(1, Rows());
    }
}
