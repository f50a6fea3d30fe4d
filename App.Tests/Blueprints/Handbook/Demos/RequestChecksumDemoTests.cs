using System.Security.Cryptography;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class RequestChecksumDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/requestchecksum";

    [Theory]
    [InlineData("Right", "InQuarters", 4)]
    [InlineData("Right", "AtOnce", 1)]
    [InlineData("Right", "NotAtAll", 0)]
    [InlineData("None", "InQuarters", 4)]
    [InlineData("Sha1", "InQuarters", 4)]
    [InlineData("Md5", "InQuarters", 4)]
    public async Task A_text_with_a_matching_digest_is_stored(string claim, string reading, int pieces)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        foreach (var htmx in (bool[])[true, false])
        {
            var page = await Send(visitor, "Grüße 😀", claim, reading, htmx);
            var digest = Convert.ToBase64String(SHA256.HashData("Grüße 😀"u8));
            Assert.Equal("200, stored", page.Find("#checksum-outcome h3").TextContent);
            Assert.Equal(pieces + 1, page.FindAll("#checksum-steps tbody tr").Count);
            Assert.Equal(digest, page.Find("#checksum-steps tbody tr:last-child code").TextContent);
            if (pieces > 1) Assert.NotEqual(digest, page.Find("#checksum-steps tbody code").TextContent);
            Assert.Equal("Grüße 😀", page.Find("#checksum-stored td").TextContent);
            Assert.Equal(htmx, !page.Text.Contains("<html", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("OfAnother", "does not match Content-Digest")]
    [InlineData("Two", "does not match Repr-Digest")]
    [InlineData("InCapitals", "in lower case")]
    public async Task A_text_with_a_wrong_digest_is_rejected_and_not_stored(string claim, string why)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await Send(visitor, "Hello", claim, "InQuarters", htmx: false);
        Assert.Equal("400, rejected", page.Find("#checksum-outcome h3").TextContent);
        Assert.Contains(why, page.Find("#checksum-outcome p").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#checksum-stored"));
    }

    [Fact]
    public async Task The_digest_of_the_form_is_that_of_its_bytes()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var form = await visitor.Get(Chapter);
        var body = await new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["text"] = "Hello",
            ["__RequestVerificationToken"] = form.Find("#checksum-demo input[type=hidden]").GetAttribute("value")!,
        }).ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var own = Convert.ToBase64String(SHA256.HashData(body));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Post(Convert.ToBase64String(SHA256.HashData("other"u8)))).Status
        );
        Assert.Empty((await visitor.Get(Chapter)).FindAll("#checksum-stored"));
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(own)).Status);
        var told = (await visitor.Get(Chapter)).Find("#checksum-form");
        Assert.Equal(own, told.QuerySelector("code")!.TextContent);
        Assert.Contains($"{body.Length} bytes", told.TextContent, StringComparison.Ordinal);

        async Task<Answer> Post(string digest)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Chapter}/demo")
            {
                Content = new ByteArrayContent(body),
            };
            request.Content.Headers.Add("Content-Type", "application/x-www-form-urlencoded");
            request.Headers.Add("Content-Digest", $"sha-256=:{digest}:");
            return await visitor.Send(request);
        }
    }

    [Fact]
    public async Task Stored_texts_are_private_and_limited_in_number_and_length()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        Answer? page = null;
        for (var i = 0; i < 7; i++)
            page = await Send(visitor, $"{i} {new string('x', 10_000)}", "Right", "AtOnce", htmx: true);
        Assert.Equal(5, page!.FindAll("#checksum-stored tbody tr").Count);
        Assert.All(page.FindAll("#checksum-stored td:first-child"), text => Assert.Equal(500, text.TextContent.Length));
        Assert.Empty((await other.Get(Chapter)).FindAll("#checksum-stored, #checksum-outcome"));
    }

    [Theory]
    [InlineData(
        "hello",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
        200,
        "5 bytes, sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:\n"
    )]
    [InlineData("hello", null, 200, "5 bytes, sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:\n")]
    [InlineData(
        "hullo",
        "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
        400,
        "The sha-256 of the body does not match Content-Digest"
    )]
    public async Task The_endpoint_returns_the_digest_of_the_body_or_rejects_it(
        string body,
        string? digest,
        int status,
        string says
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = await Post(visitor, Encoding.UTF8.GetBytes(body), digest);
        Assert.Equal(status, (int)response.Status);
        Assert.Contains(says, response.Text, StringComparison.Ordinal);
        Assert.Contains(
            "POST /api/patterns/digest",
            (await visitor.Get(Chapter)).Find("#exchanges").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_body_over_1_MB_is_413()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await Post(visitor, new byte[1 << 20], null)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(visitor, new byte[(1 << 20) + 1], null)).Status);
    }

    static async Task<Answer> Post(Visitor visitor, byte[] body, string? digest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/patterns/digest")
        {
            Content = new ByteArrayContent(body),
        };
        if (digest is not null)
            request.Headers.Add("Content-Digest", digest);
        return await visitor.Send(request);
    }

    static async Task<Answer> Send(Visitor visitor, string text, string claim, string reading, bool htmx) =>
        await visitor.Submit(
            await visitor.Get(Chapter),
            "#checksum-demo",
            new Dictionary<string, string?>
            {
                ["text"] = text,
                ["claim"] = claim,
                ["reading"] = reading,
            },
            htmx
        );
}
