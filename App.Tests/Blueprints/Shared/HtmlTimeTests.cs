using System.Text.RegularExpressions;
using App.Tests.Architecture;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Shared;

public sealed partial class HtmlTimeTests
{
    [Fact]
    public void Every_time_element_uses_ToHtmlTime()
    {
        var times = (
            from file in Source.Files("*.cshtml")
            from Match match in Datetime().Matches(file.Text)
            select (file.Name, match.Value)
        ).ToList();
        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.EndsWith(".ToHtmlTime()\"", time.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_datetime_attribute_has_at_most_three_fractional_digits()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.AddLink("https://example.com/", "Title", tags: "x", isPublic: true);
        foreach (
            var url in (string[])
                [
                    "/en/",
                    "/en/links",
                    "/en/links/1",
                    "/en/links/1/history",
                    "/en/@ada-l",
                    "/backend/en/accounts",
                    "/backend/en/log",
                    "/backend/en/applications",
                ]
        )
        {
            var times = (await ada.Get(url)).FindAll("time").Select(time => time.GetAttribute("datetime")).ToList();
            Assert.All(times, time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$", time));
            if (url is "/en/links" or "/en/links/1") Assert.NotEmpty(times);
        }
    }

    [GeneratedRegex("datetime=\"[^\"]*\"")]
    private static partial Regex Datetime();
}
