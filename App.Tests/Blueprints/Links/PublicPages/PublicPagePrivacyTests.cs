using App.Patterns.Caching;
using App.Tests.Testing;
using static App.Tests.Blueprints.Links.PublicPages.PublicPageUrls;

namespace App.Tests.Blueprints.Links.PublicPages;

public sealed class PublicPagePrivacyTests
{
    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_cached_page_never_contains_private_data()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://open.example/", "Open", note: "my secret", isPublic: true);
        await ada.AddLink("https://closed.example/", "Closed");
        foreach (var url in publicPages) await ada.Get(url);
        Assert.Equal(0, Pages(library).Entries);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++)
            foreach (var url in publicPages)
            {
                var page = await visitor.Get(url);
                Assert.DoesNotContain("Closed", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("/account/settings", page.Text, StringComparison.Ordinal);
            }
        Assert.Contains("Closed", (await ada.Get("/en/")).Text, StringComparison.Ordinal);
        Assert.False(IsKept(await ada.Get("/en/@ada1")));
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task No_cached_page_contains_a_token_and_pages_with_forms_are_not_cached()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        // Gets the antiforgery cookie first, so that later responses do not set it.
        await visitor.Get("/en/account/sign-in");
        for (var i = 0; i < 2; i++)
            foreach (var url in publicPages.Concat(["/en/account/sign-in", "/en/account/sign-up", "/en/account/theme"]))
            {
                var page = await visitor.Get(url);
                var hasForm =
                    page.Text.Contains("__RequestVerificationToken", StringComparison.Ordinal)
                    || page.FindAll("form[method=post]").Count > 0;
                Assert.Equal(url.StartsWith("/en/account/", StringComparison.Ordinal), hasForm);
                Assert.Equal(!hasForm && i > 0, IsKept(page));
            }
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_flash_message_is_shown_although_the_page_is_cached_and_is_not_cached_with_it()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        await visitor.Get("/en/");
        Assert.True(IsKept(await visitor.Get("/en/")));
        var farewell = await ada.Submit(await ada.Get("/en/account/sign-out"), "form#sign-out");
        Assert.Single(farewell.FindAll("#flashes li"));
        Assert.False(IsKept(farewell));
        foreach (var next in new[] { await visitor.Get("/en/"), await ada.Get("/en/") })
        {
            Assert.Empty(next.FindAll("#flashes li"));
            Assert.True(IsKept(next));
        }
    }

    static bool IsKept(Answer answer) => answer.Headers.ContainsKey("Age");

    static CacheCounters Pages(TestLibrary library) => library.Services.GetRequiredService<CacheStatistics>().Pages;
}
