using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Creates a site with links for the tests of the search trail, which lists the conditions of a search as steps.
/// </summary>
static class TrailLibrary
{
    public const string Start = "/base/en/links?tag=csharp&site=one.example&tag=sql&sort=-date&sort=title";

    public static async Task Chips(IPage page, params string[] chips)
    {
        await Assertions.Expect(page.Locator("#trail a.active")).ToHaveCountAsync(chips.Length);
        for (var i = 0; i < chips.Length; i++)
            await Assertions.Expect(page.Locator("#trail a.active").Nth(i)).ToContainTextAsync(chips[i]);
    }

    public static async Task<TestLibrary> Library()
    {
        var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var ada = library.NewVisitor();
        await ada.Submit(
            await ada.Get("/base/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada1",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        foreach (var (number, site) in new[] { "one.example", "two.example", "one.example" }.Index())
            await ada.Submit(await ada.Get("/base/en/links/new"), "form#link-form", new Dictionary<string, string?>
            {
                ["url"] = $"https://{site}/{number}",
                ["title"] = $"{(number == 2 ? "Beta" : "Alpha")} {number}",
                ["tags"] = "csharp, sql",
            });
        await ada.Get("/base/en/");
        return library;
    }
}
