using System.Globalization;
using App.Patterns.Packaging;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Help;

public sealed class AboutTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    [Trait("Statement", "P05.3")]
    public async Task The_about_page_shows_the_version_kind_and_commit_date_of_this_build(string language)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var build = BuildInformation.Of(typeof(LibraryApp).Assembly);
        var page = await visitor.Get($"/{language}/about");
        Assert.Equal(build.Version, page.Find("[data-version]").TextContent);
        Assert.Equal(build.Kind, page.Find("[data-build]").GetAttribute("data-build"));
        var date = build.CommitDate?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Assert.Equal(
            date is null ? [] : [date],
            page.FindAll("main time").Select(time => time.GetAttribute("datetime")!));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(
            page.Find("main a[href$=licences]").GetAttribute("href")!)).Status);
    }
}
