using System.Globalization;
using App.Patterns.Packaging;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class DistributeDemoTests
{
    const string Chapter = "/en/patterns/distribute";

    [Fact]
    [Trait("Statement", "P05.3")]
    public async Task The_chapter_shows_the_build_and_the_contents_of_the_running_program()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(Chapter);
        var build = BuildInformation.Of(typeof(LibraryApp).Assembly);
        Assert.Contains(build.Version, page.Find("#distribute-build").TextContent, StringComparison.Ordinal);
        Assert.Contains(build.Kind, page.Find("#distribute-build").TextContent, StringComparison.Ordinal);
        var embedded = page.FindAll("#distribute-embedded tbody tr")
            .ToDictionary(row => row.Children[0].TextContent, row => CountIn(row.Children[1].TextContent));
        Assert.Equal(4, embedded["locales"]);
        Assert.Equal(26, embedded["chapters"]);
        Assert.InRange(embedded["source"], 500, int.MaxValue);
        var installed = page.FindAll("#distribute-installed tbody tr")
            .ToDictionary(row => row.Children[0].TextContent, row => CountIn(row.Children[1].TextContent));
        Assert.InRange(installed["Source of the tests"], 200, int.MaxValue);
        Assert.InRange(installed["Program and libraries"], 10, int.MaxValue);
    }

    [Theory]
    [InlineData("migrations/0001_accounts.sql", "Embedded in the assembly", "create table accounts")]
    [InlineData("source/App.Tests/Blueprints/Help/AboutTests.cs", "Installed beside the program", "using")]
    [InlineData("templates/missing.html", "FileNotFoundException", "'templates/missing.html'")]
    [InlineData("source/../carafe.dll", "FileNotFoundException", "carafe.dll")]
    [InlineData("<script>", "FileNotFoundException", "'<script>'")]
    public async Task A_packaged_file_is_looked_up_with_and_without_scripts(string path, string place, string text)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get(Chapter);
        foreach (var htmx in (bool[])[true, false])
        {
            var answer = await visitor.Submit(
                form, "#distribute-demo", new Dictionary<string, string?> { ["path"] = path }, htmx);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(!htmx, answer.Text.Contains("<html", StringComparison.Ordinal));
            Assert.Contains(place, answer.Find("#distribute-found").TextContent, StringComparison.Ordinal);
            Assert.Contains(text, answer.Find("#distribute-found").TextContent, StringComparison.Ordinal);
            Assert.Equal(path, answer.Find("#distribute-path").GetAttribute("value"));
        }
    }

    static int CountIn(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
