using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using App.Patterns.MethodOverrides;
using App.Patterns.RequestChecksums;
using App.Tests.Testing;

namespace App.Tests.Patterns.RequestChecksums;

public sealed class RequestChecksumTests : IAsyncLifetime
{
    const string Empty = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    const string Vector = "9f89c740ceb46d7418c924a78ac57941d5e96520";

    BareApp app = null!;

    public async ValueTask InitializeAsync() => app = await ChecksumApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [Trait("Statement", "P22.1"), Trait("Statement", "P22.2"), Trait("Statement", "P22.3")]
    [InlineData("/raw")]
    [InlineData("/pipe")]
    [InlineData("/pipe-half")]
    [InlineData("/json")]
    [InlineData("/bound")]
    [InlineData("/lines")]
    [InlineData("/buffered")]
    // The next two endpoints do not read the request body. Their checksum must still be that of the body; in Flask it
    // would be that of an empty body.
    [InlineData("/none")]
    [InlineData("/files")]
    public async Task The_checksum_is_that_of_the_sent_bytes_with_every_way_of_reading(string url)
    {
        Assert.Equal(Vector, (await app.Post(url, ChecksumApp.Json("""{"a":1}"""))).Text);
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await app.Post(url, ChecksumApp.Json("""{"a":1}"""), (DigestFields.Sha1, Vector.ToUpperInvariant()))
            ).Status
        );
    }

    [Theory]
    [Trait("Statement", "P22.2")]
    [InlineData("/form")]
    [InlineData("/files")]
    [InlineData("/raw")]
    public async Task Urlencoded_and_multipart_forms_have_the_checksum_of_their_bytes(string url)
    {
        using var fields = new FormUrlEncodedContent([new("a", "1"), new("b", "ü")]);
        await AssertHashed(fields);
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new ByteArrayContent(new byte[100_000]), "file", "last.bin" },
        };
        await AssertHashed(parts);

        async Task AssertHashed(HttpContent content)
        {
            var body = await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ChecksumApp.Sha1(body), (await app.Post(url, content)).Text);
        }
    }

    [Theory]
    [Trait("Statement", "P22.2")]
    [InlineData("/raw")]
    [InlineData("/none")]
    [InlineData("/pipe")]
    public async Task An_empty_body_has_the_checksum_of_empty_input(string url)
    {
        using var nothing = new ByteArrayContent([]);
        Assert.Equal(Empty, (await app.Post(url, nothing, (DigestFields.Content, ChecksumApp.Sha256([])))).Text);
        using var again = new ByteArrayContent([]);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await app.Post(url, again, (DigestFields.Content, ChecksumApp.Sha256([1])))).Status
        );
    }

    [Theory]
    [Trait("Statement", "P22.5")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_form_read_for_its_method_override_is_hashed(string method)
    {
        using var form = new FormUrlEncodedContent([new("_method", method), new("a", "1")]);
        var body = await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var answer = await app.Post("/any", form, (DigestFields.Content, ChecksumApp.Sha256(body)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), answer.Text);
        using var wrong = new FormUrlEncodedContent([new("_method", method), new("a", "2")]);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await app.Post("/any", wrong, (DigestFields.Content, ChecksumApp.Sha256(body)))).Status
        );
    }

    [Fact]
    [Trait("Statement", "P22.5")]
    public async Task A_body_hidden_by_an_override_header_is_hashed()
    {
        var body = Encoding.UTF8.GetBytes("taken away");
        using var content = new ByteArrayContent(body);
        var answer = await app.Post(
            "/any",
            content,
            (MethodOverride.Header, "DELETE"),
            (DigestFields.Content, ChecksumApp.Sha256(body))
        );
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), answer.Text);
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task The_digest_of_a_compressed_body_is_that_of_the_compressed_bytes()
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes("""{"a":1}"""));
        var wire = packed.ToArray();
        foreach (var field in (string[])[DigestFields.Content, DigestFields.Representation])
        {
            Assert.Equal(
                ChecksumApp.Sha1(wire),
                (await app.Post("/json", Packed(), (field, ChecksumApp.Sha256(wire)))).Text
            );
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (
                    await app.Post(
                        "/json",
                        Packed(),
                        (field, ChecksumApp.Sha256(Encoding.UTF8.GetBytes("""{"a":1}""")))
                    )
                ).Status
            );
        }

        ByteArrayContent Packed()
        {
            var content = new ByteArrayContent(wire);
            content.Headers.ContentType = new("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            return content;
        }
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task An_endpoint_without_the_attribute_hashes_nothing_and_ignores_digest_fields()
    {
        Assert.Equal(
            "not hashed",
            (await app.Post("/unmarked", ChecksumApp.Json("{}"), (DigestFields.Content, "nonsense"))).Text
        );
        Assert.Contains("sha-512", (await app.Post("/other", ChecksumApp.Json("{}"))).Text);
        Assert.Throws<InvalidOperationException>(() => new DefaultHttpContext().Request.Checksum());
    }
}
