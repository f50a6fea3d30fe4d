using System.Data.Common;
using App.Blueprints.Links;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Links.Trash;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Links.Rediscovery;

public sealed class RecentlyViewedTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
        for (var i = 1; i <= 9; i++) Add(1, i);
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task Recently_viewed_links_are_on_the_home_page_once_each_with_the_last_first()
    {
        Assert.Empty((await ada.Get("/en/")).FindAll(".viewed"));
        foreach (var id in (int[])[1, 2, 3, 4, 5, 6, 7, 3])
            Assert.Equal(HttpStatusCode.OK, (await ada.Get($"/en/links/{id}")).Status);
        var home = await ada.Get("/en/");
        Assert.Equal(["3", "7", "6", "5", "4", "2"], Viewed(home));
        Assert.Equal("/en/links/3", home.Find(".viewed a").GetAttribute("href"));
        Assert.Equal("Title 3", home.Find(".viewed a").TextContent);
    }

    [Fact]
    [Trait("Statement", "P20.1"), Trait("Statement", "P20.3")]
    public async Task Only_a_displayed_page_counts_as_viewed()
    {
        await ada.Get("/en/links/999");
        await ada.Get("/en/links/1", htmx: true);
        await ada.Get("/en/links/1/edit");
        using var head = new HttpRequestMessage(HttpMethod.Head, "/en/links/1");
        await ada.Send(head);
        Assert.DoesNotContain(RecentlyViewed.Cookie, Names());
    }

    [Fact]
    public async Task Trashed_links_and_links_of_others_are_excluded()
    {
        foreach (var id in (int[])[1, 2]) await ada.Get($"/en/links/{id}");
        library.InScope(services => services.GetRequiredService<LinkTrashStore>().Put(1, 2, DateTimeOffset.UtcNow));
        Assert.Equal(["1"], Viewed(await ada.Get("/en/")));
        using var eve = await library.SignUp("eve-x");
        eve.Cookies.Add(new Cookie(RecentlyViewed.Cookie, "1.3", "/", library.Address.Host));
        Assert.Empty((await eve.Get("/en/")).FindAll(".viewed"));
        Assert.Empty((await eve.Get("/en/")).FindAll("[data-viewed]"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("....")]
    [InlineData("-1.0.99999999999999999999999.%00.1e3")]
    [InlineData("3.3.3.x.3")]
    public async Task An_invalid_cookie_is_ignored(string cookie)
    {
        ada.Cookies.Add(new Cookie(RecentlyViewed.Cookie, cookie, "/", library.Address.Host));
        var home = await ada.Get("/en/");
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Equal(cookie.Contains('3') && !cookie.Contains('e') ? ["3"] : [], Viewed(home));
    }

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task Signing_out_clears_the_recently_viewed_links()
    {
        await ada.Get("/en/links/1");
        Assert.Contains(RecentlyViewed.Cookie, Names());
        var answer = await ada.Submit(await ada.Get("/en/account/sign-out"), "form#sign-out", follow: false);
        Assert.Contains($"{RecentlyViewed.Cookie}=; expires=", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain(RecentlyViewed.Cookie, Names());
    }

    [Fact]
    public async Task An_expired_session_and_a_deleted_account_clear_the_recently_viewed_links()
    {
        await ada.Get("/en/links/1");
        library.InScope(services => services.GetRequiredService<DbConnection>().Execute("delete from sessions"));
        await ada.Get("/en/");
        Assert.DoesNotContain(RecentlyViewed.Cookie, Names());
        await ada.SignIn("ada-l");
        await ada.Get("/en/links/1");
        await library.AddOperator();
        await ada.Submit(
            await ada.Get("/en/account/settings"),
            "form#delete",
            new Dictionary<string, string?> { ["password"] = TestLibrary.Password }
        );
        Assert.DoesNotContain(RecentlyViewed.Cookie, Names());
    }

    static IEnumerable<string?> Viewed(Answer page) =>
        page.FindAll(".viewed a").Select(link => link.GetAttribute("data-viewed"));

    IEnumerable<string> Names() =>
        ada.Cookies.GetCookies(library.Address).Where(cookie => !cookie.Expired).Select(cookie => cookie.Name);

    void Add(long account, int number) =>
        library.InScope(services =>
            services
                .GetRequiredService<LinkStore>()
                .Add(
                    account,
                    new LinkContent
                    {
                        Url = LinkUrl.Parse($"https://example.com/{number}")!,
                        Title = $"Title {number}",
                    },
                    DateTimeOffset.UtcNow
                )
        );
}
