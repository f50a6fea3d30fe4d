using System.Security.Cryptography;
using System.Text;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class FileUploadsDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/fileuploads";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_uploaded_file_is_described_and_not_stored(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var content = "bytes"u8.ToArray();
        var response = await Send(visitor, content, "../My résumé.txt", htmx);
        if (!htmx)
        {
            Assert.Equal(
                (HttpStatusCode.SeeOther, $"{Chapter}#demonstration"),
                (response.Status, response.Headers["Location"])
            );
            response = await visitor.Get(Chapter);
        }
        var facts = response.Find(".taken-file").TextContent;
        Assert.Contains("My_resume.txt", facts, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content)), facts, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(library.Settings.UploadsDirectory, "samples")));
        Assert.Equal(!htmx, response.Document.Doctype is not null);
    }

    // The signature of PNG files.
    static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task Files_with_the_same_name_are_separate_and_the_newest_five_are_shown_only_to_their_visitor()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        for (var i = 0; i < 7; i++) await Send(visitor, Png, "a.png", htmx: true);
        var page = await visitor.Get(Chapter);
        Assert.Equal(5, page.FindAll(".taken-file").Count);
        Assert.Equal(
            5,
            page.FindAll(".taken-file dd:nth-of-type(3) code").Select(id => id.TextContent).Distinct().Count()
        );
        Assert.Empty((await other.Get(Chapter)).FindAll(".taken-file"));
    }

    [Theory]
    [InlineData("a.html", 1, "Taken are txt,")]
    [InlineData("a.png", 100, "not that of a .png file")]
    [InlineData("a.txt", 65_537, "65,537 bytes")]
    [InlineData("", 0, "No file was chosen.")]
    [InlineData(null, 0, "no part called file")]
    public async Task A_rejected_file_shows_an_error_beside_the_field(string? name, int length, string words)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { false, true })
        {
            var response = await Send(visitor, new byte[length], name, htmx);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.Status);
            Assert.Contains(words, response.Find("#upload-errors").TextContent, StringComparison.Ordinal);
            Assert.Equal(!htmx, response.FindAll("h1").Count == 1);
        }
        Assert.False(Directory.Exists(Path.Combine(library.Settings.UploadsDirectory, "samples")));
    }

    [Fact]
    public async Task A_rejected_file_hides_the_previous_success()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { false, true })
        {
            Assert.Equal(
                htmx ? HttpStatusCode.OK : HttpStatusCode.SeeOther,
                (await Send(visitor, Png, "a.png", htmx)).Status
            );
            var refused = await Send(visitor, [1], "a.html", htmx);
            Assert.NotEmpty(refused.FindAll("#upload-errors > li"));
            Assert.Empty(refused.FindAll(".taken-file"));
        }
    }

    [Fact]
    public async Task A_form_over_the_limit_is_413_with_a_page_and_listed_as_HTTP_traffic()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var response = await Send(visitor, new byte[200_000], "a.txt", htmx: false);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.Status);
        Assert.Single(response.FindAll("h1"));
        Assert.Contains(
            "413",
            (await visitor.Get(Chapter)).Find("#exchanges summary").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task HTTP_traffic_lists_the_file_and_masks_the_token()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        await Send(visitor, [1, 2, 3], "a.png", htmx: true);
        var exchange = (await visitor.Get(Chapter)).Find("#exchanges pre").TextContent;
        Assert.Contains("file: a.png, 3 bytes", exchange, StringComparison.Ordinal);
        Assert.Contains("__RequestVerificationToken=…", exchange, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../etc/passwd.txt", "etc_passwd.txt", "yes", "backslash")]
    [InlineData("日本語.pdf", "file-0a1b2c3d.pdf", "yes", "Only the extension was left")]
    [InlineData("..", "file-0a1b2c3d", "no", "Nothing was left")]
    [InlineData("CON.txt", "_CON.txt", "yes", "device")]
    [InlineData("a.png.html", "a.png.html", "no", "")]
    [InlineData("<b>.png", "b.png", "yes", "Other signs")]
    [InlineData("", "file-0a1b2c3d", "no", "")]
    public async Task A_file_name_is_cleaned_and_the_applied_rules_are_listed(
        string name,
        string shown,
        string taken,
        string rule
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var address = $"{Chapter}/demo?name={Uri.EscapeDataString(name)}";
        foreach (var htmx in new[] { false, true })
        {
            var response = await visitor.Get(address, htmx);
            var facts = response
                .FindAll((htmx ? "" : "#cleaned ") + "dl.facts dd")
                .Select(fact => fact.TextContent)
                .ToList();
            Assert.Equal([name, shown, taken], [facts[0], facts[3], facts[4]]);
            Assert.Contains(rule, response.Find("ul.rules").TextContent, StringComparison.Ordinal);
            Assert.Equal(!htmx, response.FindAll("h1").Count == 1);
            Assert.Contains("HX-Request", response.Headers["Vary"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_file_name_the_demo_redirects_to_its_chapter()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        Assert.Equal(Chapter, (await visitor.Get($"{Chapter}/demo")).Url.AbsolutePath);
    }

    static async Task<Answer> Send(Visitor visitor, byte[] content, string? name, bool htmx)
    {
        var page = await visitor.Get(Chapter);
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(page.Find("#upload-demo [name=__RequestVerificationToken]").GetAttribute("value")!),
                "__RequestVerificationToken"
            },
        };
        if (name is not null)
        {
            var part = new ByteArrayContent(content);
            // Browsers send the file name as quoted UTF-8.
            var quoted = Encoding.Latin1.GetString(
                Encoding.UTF8.GetBytes($"form-data; name=\"file\"; filename=\"{name}\"")
            );
            part.Headers.TryAddWithoutValidation("Content-Disposition", quoted);
            form.Add(part);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Chapter}/demo") { Content = form };
        if (htmx) request.Headers.Add("HX-Request", "true");
        return await visitor.Send(request);
    }
}
