using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Patterns.RequestChecksums;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>
/// Verifies that digests of uploads and of stored files are checked, and that a repeated upload is recognized.
/// </summary>
public sealed class ImportDigestTests : DigestUploads
{
    [Theory]
    [Trait("Statement", "P22.1")]
    [InlineData(DigestFields.Content, "sha-256")]
    [InlineData(DigestFields.Representation, "sha-512")]
    [InlineData(DigestFields.Sha1, "sha-1")]
    public async Task A_file_with_a_matching_digest_is_imported(string field, string algorithm)
    {
        var sent = await Send(ada, body => (field, Digest(algorithm, body)), ImportSteps.AtOnce);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal((1, 0, 0), (await ada.Finished(sent.Location!.ToString())).Counts());
    }

    [Theory]
    [Trait("Statement", "P22.3")]
    [InlineData(DigestFields.Content, "sha-256")]
    [InlineData(DigestFields.Representation, "sha-256")]
    [InlineData(DigestFields.Sha1, "sha-1")]
    public async Task A_file_with_a_wrong_digest_is_not_stored_and_the_page_shows_the_reason(
        string field, string algorithm)
    {
        var sent = await Send(ada, _ => (field, Digest(algorithm, file)), ImportSteps.AtOnce);
        Assert.Equal(HttpStatusCode.BadRequest, sent.Status);
        Assert.Contains("Digest mismatch", sent.Find("main h1").TextContent);
        AssertNothingKept();
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(ada, _ => (field, "nonsense"))).Status);
        AssertNothingKept();
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_wrong_digest_is_reported_as_JSON_to_scripts_and_as_a_flash_message_to_htmx()
    {
        var problem = await Send(
            ada,
            _ => (DigestFields.Content, Digest("sha-256", file)),
            accept: "application/problem+json"
        );
        Assert.StartsWith("application/problem+json", problem.Headers["Content-Type"]);
        Assert.Contains("sha-256", JsonDocument.Parse(problem.Text).RootElement.GetProperty("detail").GetString());
        var note = await Send(
            ada,
            _ => (DigestFields.Content, Digest("sha-256", file)),
            accept: "text/html",
            htmx: true
        );
        Assert.Equal("#flashes", note.Headers["HX-Retarget"]);
        AssertNothingKept();
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task The_digest_of_a_file_is_shown_in_history_preview_and_report()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        var report = await ada.Import(Encoding.UTF8.GetString(file));
        Assert.Equal(digest, report.Find("[data-digest]").TextContent);
        var history = await ada.Get("/en/import");
        Assert.Equal(digest, history.Find("[data-import-id] [data-digest]").GetAttribute("data-digest"));
        Assert.StartsWith(history.Find("[data-import-id] [data-digest]").TextContent.TrimEnd('…'), digest);
        Assert.Equal(digest, (await ada.Preview(Encoding.UTF8.GetString(file))).Find("dd [data-digest]").TextContent);
        // Removes the stored digests, as if an older version had stored the imports.
        Column("update imports set file_digest = null returning id");
        Assert.Empty((await ada.Get("/en/import")).FindAll("[data-digest]"));
        Assert.Empty((await ada.Get("/en/import/1")).FindAll("[data-digest]"));
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task An_unknown_digest_algorithm_alone_is_ignored()
    {
        var sent = await Send(ada, _ => (DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"), ImportSteps.AtOnce);
        Assert.Equal((1, 0, 0), (await ada.Finished(sent.Location!.ToString())).Counts());
        // Repeats the upload with a digest algorithm that the server does not support. The server cannot recognize the
        // repetition, so it imports the file again.
        var again = await Send(ada, _ => (DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"), ImportSteps.AtOnce);
        Assert.NotEqual(sent.Location, again.Location);
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_source_file_is_served_with_its_digest_if_requested()
    {
        await ada.Import(Encoding.UTF8.GetString(file));
        Assert.DoesNotContain(DigestFields.Representation, (await Kept()).Headers.Keys);
        Assert.Equal(Digest("sha-256", file), (await Kept("sha-256=1")).Headers[DigestFields.Representation]);
        Assert.Equal(
            Digest("sha-512", file),
            (await Kept("sha-256=1, sha-512=5")).Headers[DigestFields.Representation]
        );
        Assert.DoesNotContain(DigestFields.Representation, (await Kept("md5=10")).Headers.Keys);
        Assert.DoesNotContain(DigestFields.Representation, (await Kept("nonsense, really")).Headers.Keys);
        // The digest covers the whole file, even when the response contains only a part of the file.
        var part = await Kept("sha-256=1", range: "bytes=0-3");
        Assert.Equal(
            (HttpStatusCode.PartialContent, Digest("sha-256", file), "<DT>"),
            (part.Status, part.Headers[DigestFields.Representation], part.Text)
        );
        Column("update imports set file_digest = null returning id");
        Assert.Equal(Digest("sha-256", file), (await Kept("sha-256=1")).Headers[DigestFields.Representation]);
    }

    async Task<Answer> Kept(string? wanted = null, string? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files/imports/1");
        if (wanted is not null) request.Headers.Add(DigestFields.WantRepresentation, wanted);
        if (range is not null) request.Headers.Add("Range", range);
        return await ada.Send(request);
    }

    void AssertNothingKept()
    {
        Assert.Equal(
            ["0", "0", "0"],
            Column(
                """
                select count(*) from imports
                union all
                select count(*) from links
                union all
                select count(*) from task_runs
                """
            )
        );
        Assert.Empty(Files());
    }
}
