using System.Data.Common;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using App.Patterns.RequestChecksums;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>Tests uploads that send the file as the request body, as the script of the upload page does.</summary>
public sealed class ImportRawTests : IAsyncLifetime
{
    static readonly byte[] file = Encoding.UTF8.GetBytes("<DT><A HREF=\"https://example.org/a\">A</A>");

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(settings => settings with { MaxUploadBytes = 300_000 });
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_raw_upload_with_a_matching_digest_is_imported_with_name_and_options()
    {
        var sent = await Send(
            file,
            "?name=My+bookmarks.html&Form.AtOnce=true&Form.Tags=mine&Form.Visibility=public",
            Digest(file)
        );
        Assert.Equal(HttpStatusCode.NoContent, sent.Status);
        var report = await ada.Finished(sent.Headers["HX-Location"]);
        Assert.Equal((1, 0, 0), report.Counts());
        Assert.Equal("My_bookmarks.html", report.Find("h1").TextContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), report.Find("[data-digest]").TextContent);
        Assert.Equal(["mine1"], Column("select name || is_public from tags cross join links"));
        var again = await Send(
            file,
            "?name=other.html&Form.AtOnce=true&Form.Tags=mine&Form.Visibility=public",
            Digest(file)
        );
        Assert.Equal(sent.Headers["HX-Location"], again.Headers["HX-Location"]);
        var other = await Send(
            file,
            "?name=other.html&Form.AtOnce=true&Form.Tags=mine&Form.Visibility=private",
            Digest(file)
        );
        Assert.NotEqual(sent.Headers["HX-Location"], other.Headers["HX-Location"]);
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_raw_upload_with_a_wrong_digest_is_not_stored()
    {
        foreach (var body in (byte[][])[file, [.. file, 0x20], []])
        {
            var sent = await Send(body, "?name=bookmarks.html&Form.AtOnce=true", Digest([.. file, 0x21]));
            Assert.Equal(HttpStatusCode.BadRequest, sent.Status);
        }
        AssertNothingStored();
    }

    [Theory]
    [Trait("Statement", "P09.3")]
    [InlineData("", "without a file", "<a href='https://a.example/'>")]
    [InlineData("?name=", "without a file", "<a href='https://a.example/'>")]
    [InlineData("?name=a.png", "html", "<a href='https://a.example/'>")]
    [InlineData("?name=a.html", "archive", "PK\u0003\u0004")]
    [InlineData("?name=a.html", "CSV", "url,title\nhttps://a.example/,<A>")]
    [InlineData("?name=a.html", "empty", "")]
    [InlineData("?name=a.html&Form.Visibility=other", "", "<a href='https://a.example/'>")]
    public async Task A_raw_upload_of_another_type_is_422_with_a_reason(
        string query, string reason, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var sent = await Send(bytes, query, Digest(bytes));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Contains(reason, sent.Find("#import-form").TextContent, StringComparison.OrdinalIgnoreCase);
        AssertNothingStored();
    }

    [Fact]
    [Trait("Statement", "P09.12")]
    public async Task A_raw_upload_over_the_limit_is_413_and_one_without_a_token_400()
    {
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await Send(new byte[400_000], "?name=a.html", null)).Status
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(file, "?name=a.html", Digest(file), token: "none")).Status);
        AssertNothingStored();
    }

    async Task<Answer> Send(byte[] body, string query, string? digest, string? token = null)
    {
        var page = await ada.Get("/en/import");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/en/import{query}")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add(
            "RequestVerificationToken",
            token ?? page.Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!
        );
        if (digest is not null)
            request.Headers.TryAddWithoutValidation(DigestFields.Content, digest);
        return await ada.Send(request);
    }

    static string Digest(byte[] body) => DigestFields.Format("sha-256", SHA256.HashData(body));

    void AssertNothingStored()
    {
        Assert.Equal(["0"], Column("select count(*) from imports"));
        var folder = Path.Combine(library.Settings.UploadsDirectory, "imports");
        Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
    }

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
