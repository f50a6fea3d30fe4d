using System.Text;
using App.Patterns.RequestChecksums;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class RepeatedUploadTests : DigestUploads
{
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
}
