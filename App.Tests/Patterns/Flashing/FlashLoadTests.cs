using System.Collections.Concurrent;
using App.Patterns.Flashing;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>Verifies that each message is shown exactly once while several tabs and users are active.</summary>
public sealed class FlashLoadTests
{
    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task Each_message_is_shown_exactly_once_while_one_tab_writes_and_another_reads()
    {
        await using var app = await FlashingApp.Start();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var browser = app.NewVisitor();
            // The first message sets the browser's cookie.
            await browser.Flash($"{number}-0");
            var expected = Enumerable.Range(0, 16).Select(i => $"message: {number}-{i}").ToList();
            ConcurrentBag<string> shown = [];
            var writing = Task.Run(async () =>
            {
                foreach (var i in Enumerable.Range(1, 15))
                {
                    await browser.Flash($"{number}-{i}");
                    if (i % 4 == 0) await Read(browser, shown);
                }
            });
            while (!writing.IsCompleted) await Task.WhenAll(Read(browser, shown), Read(browser, shown));
            await writing;
            await Read(browser, shown);
            Assert.Equal(expected.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        }));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task A_message_from_a_task_is_shown_in_one_browser_of_its_account_only()
    {
        await using var app = await FlashingApp.Start();
        using var here = app.NewVisitor();
        using var there = app.NewVisitor();
        using var stranger = app.NewVisitor();
        ConcurrentBag<string> shown = [];
        for (var round = 0; round < 20; round++)
        {
            app.InScope(services => { services.GetRequiredService<IFlashes>().AddFor(1, $"{round}"); return 0; });
            var others = Read(stranger, shown, account: 2);
            await Task.WhenAll(
                Read(here, shown, account: 1),
                Read(there, shown, account: 1),
                Read(here, shown, account: 1),
                others
            );
        }
        Assert.Equal(
            Enumerable.Range(0, 20).Select(round => $"message: {round}").Order(StringComparer.Ordinal),
            shown.Order(StringComparer.Ordinal)
        );
        Assert.Equal("", await stranger.Show(account: 2));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task The_first_messages_of_a_signed_in_browser_without_cookie_are_not_lost()
    {
        await using var app = await FlashingApp.Start();
        using var browser = app.NewVisitor();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => browser.Flash($"{i}", account: 1)));
        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => $"message: {i}").Order(StringComparer.Ordinal),
            (await browser.Show(account: 1)).Split('\n').Order(StringComparer.Ordinal)
        );
        // Gives the browser a cookie. Messages recorded in this browser are then shown only in this browser.
        await browser.As("/know");
        await browser.Flash("mine", account: 1);
        Assert.Equal("", await app.NewVisitor().Show(account: 1));
        Assert.Equal("message: mine", await browser.Show(account: 1));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task Parallel_messages_over_the_limit_are_counted()
    {
        await using var app = await FlashingApp.Start();
        using var browser = app.NewVisitor();
        await browser.Flash("first");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => browser.Flash($"{i}")));
        var lines = (await browser.Show()).Split('\n');
        Assert.Equal("info: 41 older messages were discarded.", lines[0]);
        Assert.Equal(20, lines.Skip(1).Distinct().Count());
        Assert.Equal("", await browser.Show());
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task A_message_survives_a_chain_of_redirects()
    {
        await using var app = await FlashingApp.Start();
        using var browser = app.NewVisitor();
        await browser.Flash("at last");
        Assert.Equal("message: at last", (await browser.Get("/hop/3")).Text);
        Assert.Equal("", await browser.Show());
    }

    [Fact]
    [Trait("Statement", "P14.7")]
    [Trait("Statement", "P14.12")]
    public async Task Ten_messages_of_10_KB_do_not_lock_the_visitor_out()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 10; i++) await visitor.Get($"/flash?text={i}{new string('x', 10_000)}");
        Assert.True(visitor.Cookies.GetCookieHeader(library.Address).Length < 1000);
        var page = await visitor.Get("/en/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(10, page.FindAll("#flashes > li").Count);
        Assert.All(page.FindAll("#flashes p"), text => Assert.Equal(500, text.TextContent.Length));
    }

    [Fact]
    [Trait("Statement", "P14.5")]
    public async Task A_visitors_message_survives_signing_in_and_a_members_message_is_shown_only_to_that_member()
    {
        await using var library = await Start();
        using (await library.SignUp("ada1"))
        using (await library.SignUp("bob1")) { }
        using var browser = library.NewVisitor();
        var signIn = await browser.Get("/en/account/sign-in");
        await browser.Get("/flash?text=before");
        var answer = await browser.Submit(
            signIn,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = "ada1", ["password"] = TestLibrary.Password }
        );
        Assert.Contains("before", Notes(answer));
        var signOut = await browser.Get("/en/account/sign-out");
        // Reads the cookie that identifies the browser, and records a message for member 1 in this browser. Then
        // another member signs in with the browser and must not see the message.
        var key = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "browser").Value;
        library.InScope(services =>
        {
            var hash = Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key))
            );
            services
                .GetRequiredService<FlashStore>()
                .Add(hash, 1, new Flash { Category = "info", Text = "only for ada" }, DateTimeOffset.UtcNow);
            return 0;
        });
        Assert.DoesNotContain("only for ada", Notes(await browser.Submit(signOut, "main form")));
        Assert.DoesNotContain("only for ada", Notes(await browser.SignIn("bob1", follow: true)));
        Assert.DoesNotContain("only for ada", Notes(await browser.Get("/en/links")));
        using var other = library.NewVisitor();
        Assert.DoesNotContain("only for ada", Notes(await other.SignIn("ada1", follow: true)));
        await browser.Submit(await browser.Get("/en/account/sign-out"), "main form");
        Assert.Contains("only for ada", Notes(await browser.SignIn("ada1", follow: true)));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task Parallel_link_changes_in_two_tabs_show_one_message_each()
    {
        await using var library = await Start();
        using var ada = await library.SignUp("ada1");
        var tabs = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async i =>
                {
                    var page = await ada.Get("/en/links/new");
                    var saved = await ada.Submit(
                        page,
                        "form#link-form",
                        new Dictionary<string, string?>
                        {
                            ["url"] = $"https://example.com/{i}",
                            ["title"] = $"Link {i}",
                        }
                    );
                    return page.FindAll("#flashes > li").Count + saved.FindAll("#flashes > li").Count;
                })
        );
        Assert.Equal(12, tabs.Sum() + (await ada.Get("/en/")).FindAll("#flashes > li").Count);
    }

    static string[] Notes(Answer page) => [.. page.FindAll("#flashes p").Select(note => note.TextContent)];

    static async Task Read(Visitor visitor, ConcurrentBag<string> shown, long? account = null)
    {
        foreach (var line in (await visitor.Show(account: account)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            shown.Add(line);
    }

    static Task<TestLibrary> Start() => TestLibrary.Start(configure: builder =>
        builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));
}
