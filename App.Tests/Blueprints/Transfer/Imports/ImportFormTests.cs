using System.Text;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class ImportFormTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(settings => settings with { MaxUploadBytes = 200_000 });
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "P09.1"), Trait("Statement", "P09.3")]
    public async Task A_missing_file_part_and_an_empty_selection_have_different_error_messages()
    {
        var missing = await ada.SendFile([], name: null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        var empty = await ada.SendFile([], name: "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.NotEqual(
            missing.Find("#Form_File-errors li").TextContent,
            empty.Find("#Form_File-errors li").TextContent
        );
    }

    [Theory]
    [Trait("Statement", "P09.2"), Trait("Statement", "P09.3")]
    [InlineData("bookmarks.exe", "<a href=https://example.org/>x</a>")]
    [InlineData("bookmarks", "<a href=https://example.org/>x</a>")]
    [InlineData("bookmarks.html", "%PDF-1.7 ...")]
    [InlineData("bookmarks.html", "{\"children\":[]}")]
    [InlineData("bookmarks.html", "")]
    public async Task A_file_of_another_type_is_rejected_with_a_reason_and_not_stored(string name, string content)
    {
        var refused = await ada.SendFile(Encoding.UTF8.GetBytes(content), name, ("Form.Tags", "kept as typed"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find("#Form_File-errors li").TextContent);
        Assert.Equal("kept as typed", refused.Find("[name='Form.Tags']").GetAttribute("value"));
        Assert.False(Directory.Exists(Path.Combine(library.Settings.UploadsDirectory, "imports")));
    }

    [Fact]
    [Trait("Statement", "P09.12"), Trait("Statement", "P09.13")]
    public async Task A_file_over_the_limit_is_413_with_a_readable_page()
    {
        var refused = await ada.SendFile(new byte[400_000], "bookmarks.html");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.NotEmpty(refused.Find("main h1").TextContent);
    }

    [Fact]
    public async Task A_visitor_is_redirected_to_sign_in()
    {
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get("/en/import")).Url.AbsolutePath);
    }

    [Fact]
    [Trait("Statement", "P09.15")]
    public async Task An_htmx_upload_gets_HX_Location_instead_of_a_redirect()
    {
        var page = await ada.Get("/en/import");
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(page.Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!),
                "__RequestVerificationToken"
            },
            { new StringContent("<a href=https://example.org/>x</a>"), "Form.File", "b.html" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        request.Headers.Add("HX-Request", "true");
        var sent = await ada.Send(request);
        Assert.Equal(HttpStatusCode.NoContent, sent.Status);
        Assert.StartsWith("/en/import/", sent.Headers["HX-Location"]);
    }
}
