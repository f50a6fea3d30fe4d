using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Patterns.RequestChecksums;
using App.Tests.Patterns.RequestChecksums;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>Digests of uploads and stored files, and uploads that are sent again.</summary>
public sealed class ImportDigestTests : IAsyncLifetime
{
    static readonly byte[] file = Encoding.UTF8.GetBytes("<DT><A HREF=\"https://example.org/a\">A</A>");

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

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
        // Removes the digests, because imports of older versions have none.
        Column("update imports set file_digest = null returning id");
        Assert.Empty((await ada.Get("/en/import")).FindAll("[data-digest]"));
        Assert.Empty((await ada.Get("/en/import/1")).FindAll("[data-digest]"));
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_file_sent_again_while_its_preview_is_open_redirects_to_that_preview()
    {
        var first = await Send(ada, null);
        await ada.Finished(first.Location!.ToString());
        var second = await Send(ada, null);
        Assert.Equal((HttpStatusCode.SeeOther, first.Location), (second.Status, second.Location));
        Assert.Contains("already uploaded", (await ada.Get(second.Location!.ToString())).Find("#flashes").TextContent);
        Assert.Single(Files());
        using var bob = await library.SignUp("bob-m");
        Assert.NotEqual(first.Location, (await Send(bob, null)).Location);
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_previewed_file_sent_again_for_immediate_import_uses_the_existing_import()
    {
        var first = await Send(ada, null, ("Form.Tags", "mine"));
        await ada.Finished(first.Location!.ToString());
        var second = await Send(ada, null, ImportSteps.AtOnce, ("Form.Tags", "mine"));
        Assert.Equal(first.Location, second.Location);
        Assert.Equal((1, 0, 0), (await ada.Finished(second.Location!.ToString())).Counts());
        Assert.Equal("mine", Column("select name from tags").Single());
    }

    [Theory]
    [Trait("Statement", "P22.1")]
    [InlineData("Form.Visibility", "public")]
    [InlineData("Form.FolderTags", "true")]
    [InlineData("Form.Tags", "second")]
    [InlineData("Form.Existing", "update")]
    [InlineData("Form.MarkUnread", "true")]
    [InlineData("Form.NoteSite", "https://links.example.org/")]
    public async Task The_same_file_with_different_options_is_a_new_import(string name, string value)
    {
        var first = await Send(
            ada,
            body => (DigestFields.Content, Digest("sha-256", body)),
            ImportSteps.AtOnce,
            ("Form.Visibility", "private")
        );
        await ada.Finished(first.Location!.ToString());
        var other = await Send(
            ada,
            body => (DigestFields.Content, Digest("sha-256", body)),
            ImportSteps.AtOnce,
            (name, value)
        );
        Assert.NotEqual(first.Location, other.Location);
        Assert.Equal((0, 1, 0), (await ada.Finished(other.Location!.ToString())).Counts());
        var again = await Send(
            ada,
            body => (DigestFields.Content, Digest("sha-256", body)),
            ImportSteps.AtOnce,
            (name, value)
        );
        Assert.Equal(other.Location, again.Location);
        Assert.Equal("2", Column("select count(*) from imports").Single());
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task An_unknown_digest_algorithm_alone_is_ignored()
    {
        var sent = await Send(ada, _ => (DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"), ImportSteps.AtOnce);
        Assert.Equal((1, 0, 0), (await ada.Finished(sent.Location!.ToString())).Counts());
        // The server does not recognize a repeated upload by a digest with an unsupported algorithm. It imports again.
        var again = await Send(ada, _ => (DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"), ImportSteps.AtOnce);
        Assert.NotEqual(sent.Location, again.Location);
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_file_sent_again_with_a_digest_is_not_imported_twice_unless_the_import_was_undone()
    {
        var first = await Send(ada, body => (DigestFields.Content, Digest("sha-256", body)), ImportSteps.AtOnce);
        var report = await ada.Finished(first.Location!.ToString());
        var second = await Send(
            ada,
            body => (DigestFields.Representation, Digest("sha-256", body)),
            ImportSteps.AtOnce
        );
        Assert.Equal((HttpStatusCode.SeeOther, first.Location), (second.Status, second.Location));
        Assert.Equal((1, 0, 0), (await ada.Get(second.Location!.ToString())).Counts());
        Assert.Equal("1", Column("select count(*) from imports").Single());
        Assert.Single(Files());
        await ada.Submit(report, "form#take-back");
        var third = await Send(ada, body => (DigestFields.Content, Digest("sha-256", body)), ImportSteps.AtOnce);
        Assert.NotEqual(first.Location, third.Location);
        Assert.Equal(1, (await ada.Finished(third.Location!.ToString())).Count("added"));
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task A_file_chosen_again_gets_a_preview_that_shows_the_earlier_import()
    {
        var report = await ada.Import(Encoding.UTF8.GetString(file));
        var preview = await ada.Preview(Encoding.UTF8.GetString(file));
        Assert.NotEqual(report.Url.AbsolutePath, preview.Url.AbsolutePath);
        Assert.Equal(report.Url.AbsolutePath, preview.Find("#same-file a").GetAttribute("href"));
        await ada.Submit(report, "form#take-back");
        Assert.Empty((await ada.Get(preview.Url.AbsolutePath)).FindAll("#same-file"));
        Assert.Empty((await ada.Preview("<DT><A HREF=\"https://example.org/b\">B</A>")).FindAll("#same-file"));
    }

    [Theory]
    [Trait("Statement", "P22.1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parallel_duplicate_uploads_create_one_import(bool atOnce)
    {
        var token = await Token(ada);
        var places = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Send(
                        ada,
                        body => (DigestFields.Content, Digest("sha-256", body)),
                        token: token,
                        choices: atOnce ? [ImportSteps.AtOnce] : []
                    )
                )
        );
        Assert.Single(places.Select(sent => sent.Location!.ToString()).Distinct());
        Assert.All(places, sent => Assert.Equal(HttpStatusCode.SeeOther, sent.Status));
        await ada.Finished(places[0].Location!.ToString());
        Assert.Equal("1", Column("select count(*) from imports").Single());
        Assert.Single(Files());
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
        // The digest covers the whole file, also in a partial response.
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

    static Task<Answer> Send(
        Visitor visitor,
        Func<byte[], (string Name, string Value)>? field,
        params (string Name, string Value)[] choices
    ) => Send(visitor, field, "text/html", choices: choices);

    static async Task<Answer> Send(
        Visitor visitor,
        Func<byte[], (string Name, string Value)>? field,
        string accept = "text/html",
        bool htmx = false,
        string? token = null,
        params (string Name, string Value)[] choices
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token ?? await Token(visitor)), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in choices)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(file), "Form.File", "bookmarks.html");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        request.Headers.Add("Accept", accept);
        if (htmx)
            request.Headers.Add("HX-Request", "true");
        if (field?.Invoke(await form.ReadAsByteArrayAsync()) is { } sent)
            request.Headers.TryAddWithoutValidation(sent.Name, sent.Value);
        return await visitor.Send(request);
    }

    static async Task<string> Token(Visitor visitor) =>
        (await visitor.Get("/en/import")).Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!;

    static string Digest(string algorithm, byte[] body) => algorithm switch
    {
        "sha-256" => DigestFields.Format(algorithm, SHA256.HashData(body)),
        "sha-512" => DigestFields.Format(algorithm, SHA512.HashData(body)),
        _ => ChecksumApp.Sha1(body),
    };

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

    string[] Files() => Directory.Exists(Path.Combine(library.Settings.UploadsDirectory, "imports"))
        ? Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports"))
        : [];

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
