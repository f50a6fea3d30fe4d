using System.Data.Common;
using App.Blueprints.Accounts.BrowserSessions;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Tests.Blueprints.Accounts.BrowserSessions;

public sealed class SessionListTests
{
    const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    const string Safari =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) "
        + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

    [Theory]
    [InlineData(Firefox, "Firefox", "Linux")]
    [InlineData(Safari, "Safari", "iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge", "Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome", "Android")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.6 Safari/605", "Safari", "macOS")]
    [InlineData("<script>alert(1)</script>", "", "")]
    [InlineData("", "", "")]
    public void A_user_agent_is_shown_as_browser_and_system(string header, string browser, string system) =>
        Assert.Equal((browser, system), UserAgent.Parse(header));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_sees_their_sessions_and_ends_one_or_all_others(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var desktop = await SignIn(library, Firefox, isNew: true);
        using var phone = await SignIn(library, Safari);
        using var tablet = await SignIn(library, "");
        var settings = await desktop.Get("/en/account/settings");
        var page = await desktop.Get(settings.Find("main a[href$='/account/sessions']").GetAttribute("href")!);
        Assert.Equal(["Unknown browser", "Safari on iPhone", "Firefox on Linux This browser"],
            page.FindAll("#sessions tbody td:first-child").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("1", page.Find("#sessions tr[aria-current]").GetAttribute("data-session-id"));
        var without = await desktop.Submit(page, "form#end-2", htmx: htmx);
        Assert.Equal(HttpStatusCode.OK, without.Status);
        Assert.Equal(htmx ? 0 : 1, without.FindAll("header.site").Count);
        Assert.Equal(2, without.FindAll("#sessions tbody tr").Count);
        Assert.False(await phone.IsSignedIn());
        Assert.True(await tablet.IsSignedIn());
        var alone = await desktop.Submit(without, "form#end-others", htmx: htmx);
        Assert.Single(alone.FindAll("#sessions tbody tr"));
        Assert.Empty(alone.FindAll("form#end-others"));
        Assert.False(await tablet.IsSignedIn());
        Assert.True(await desktop.IsSignedIn());
        await desktop.Submit(alone, "form#end-1");
        Assert.False(await desktop.IsSignedIn());
    }

    [Fact]
    public async Task Sessions_of_other_accounts_are_neither_shown_nor_ended()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        using var mallory = await library.SignUp("mallory");
        var page = await mallory.Get("/en/account/sessions");
        Assert.Equal(["2"], page.FindAll("[data-session-id]").Select(row => row.GetAttribute("data-session-id")));
        page.Find("form#end-2").SetAttribute("action", "/en/account/sessions/1");
        Assert.Equal(HttpStatusCode.NotFound, (await mallory.Submit(page, "form#end-2")).Status);
        Assert.True(await alice.IsSignedIn());
    }

    [Fact]
    public async Task The_last_use_is_written_every_few_minutes_and_a_session_expires_after_half_a_year()
    {
        var clock = new SetClock();
        await using var library = await TestLibrary.Start(
            configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        using var alice = await library.SignUp("alice");
        var begun = clock.GetUtcNow();
        clock.Go(Sessions.TouchInterval - TimeSpan.FromSeconds(1));
        Assert.True(await alice.IsSignedIn());
        Assert.Equal(begun, LastUse(library));
        clock.Go(TimeSpan.FromSeconds(1));
        Assert.True(await alice.IsSignedIn());
        Assert.Equal(clock.GetUtcNow(), LastUse(library));
        for (var day = 30; day < 180; day += 30)
        {
            clock.Go(TimeSpan.FromDays(30));
            Assert.True(await alice.IsSignedIn(), $"day {day}");
        }
        clock.Go(begun + Sessions.MaxLifetime - clock.GetUtcNow());
        Assert.False(await alice.IsSignedIn());
    }

    static DateTimeOffset LastUse(TestLibrary library) => DateTimeOffset.FromUnixTimeMilliseconds(
        library.InScope(scope =>
            scope.GetRequiredService<DbConnection>().ExecuteScalar<long>("select last_used_at from sessions")));

    static async Task<Visitor> SignIn(TestLibrary library, string userAgent, bool isNew = false)
    {
        var visitor = library.NewVisitor();
        if (userAgent.Length > 0) visitor.Http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        if (isNew) await TestLibrary.SignUp(visitor, "alice");
        else await visitor.SignIn("alice");
        return visitor;
    }
}
