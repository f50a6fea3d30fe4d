using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.Flashing;

/// <summary>
/// Verifies the limits of flash messages: no message is lost silently, and the size of the stored data is limited.
/// </summary>
public sealed class FlashLimitsTests
{
    [Fact]
    [Trait("Statement", "P14.7")]
    [Trait("Statement", "P14.12")]
    public async Task Long_flash_messages_are_shortened_and_the_cookie_stays_small()
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services =>
        {
            var flashes = services.GetRequiredService<IFlashes>();
            for (var i = 0; i < 10; i++) flashes.AddFor(1, $"{i}{new string('x', 10_000)}");
            return 0;
        });
        using var visitor = app.NewVisitor();
        await visitor.Flash(new string('y', 5_000), account: 1);
        var lines = (await visitor.Show(account: 1)).Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.All(lines, line => Assert.Equal("message: ".Length + 500, line.Length));
        Assert.All(lines, line => Assert.EndsWith("…", line));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/idle")).Status);
        Assert.True(visitor.Cookies.GetCookieHeader(app.Address).Length < 100);
    }

    [Theory]
    [Trait("Statement", "P14.12")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("e\u0301")]
    [InlineData("🇩🇪")]
    public async Task Text_is_never_cut_inside_a_grapheme_cluster(string character)
    {
        await using var app = await FlashingApp.Start();
        var text = string.Concat(Enumerable.Repeat(character, 400));
        app.InScope(services => { services.GetRequiredService<IFlashes>().AddFor(1, text); return 0; });
        var shown = (await app.NewVisitor().Show(account: 1))["message: ".Length..];
        Assert.True(shown.Length <= 500);
        Assert.EndsWith("…", shown);
        Assert.Equal(0, (shown.Length - 1) % character.Length);
        Assert.StartsWith(shown[..^1], text);
    }

    [Fact]
    [Trait("Statement", "P14.12")]
    public async Task A_single_overlong_grapheme_cluster_is_cut_between_code_points()
    {
        await using var app = await FlashingApp.Start();
        var endless = "a" + string.Concat(Enumerable.Repeat("\U0001D165", 600));
        app.InScope(services => { services.GetRequiredService<IFlashes>().AddFor(1, endless); return 0; });
        var shown = await app.NewVisitor().Show(account: 1);
        Assert.DoesNotContain('\uFFFD', shown);
        Assert.EndsWith("\U0001D165…", shown);
    }

    [Fact]
    [Trait("Statement", "P14.12")]
    public async Task Only_the_newest_twenty_messages_are_kept_and_one_line_counts_the_others()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?" + string.Join('&', Enumerable.Range(1, 45).Select(i => $"text={i}")));
        Assert.Equal(20, Count(app));
        var lines = (await visitor.Show()).Split('\n');
        Assert.Equal("info: 25 older messages were discarded.", lines[0]);
        Assert.Equal(Enumerable.Range(26, 20).Select(i => $"message: {i}"), lines[1..]);
    }

    [Fact]
    [Trait("Statement", "P14.12")]
    public async Task Messages_of_browser_and_account_together_are_limited_to_twenty()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?" + string.Join('&', Enumerable.Range(1, 21).Select(i => $"text={i}")));
        await visitor.As("/flash?" + string.Join('&', Enumerable.Range(101, 20).Select(i => $"text={i}")), account: 1);
        var lines = (await visitor.Show(account: 1)).Split('\n');
        Assert.Equal("info: 21 older messages were discarded.", lines[0]);
        Assert.Equal(Enumerable.Range(101, 20).Select(i => $"message: {i}"), lines[1..]);
    }

    [Theory]
    [Trait("Statement", "P14.12")]
    [InlineData("garbage")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("' or 1=1 --")]
    public async Task An_invalid_cookie_means_no_messages(string cookie)
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        visitor.Cookies.Add(app.Address, new Cookie("browser", Uri.EscapeDataString(cookie)));
        Assert.Equal("", await visitor.Show());
        await visitor.Flash("works");
        Assert.Equal("message: works", await visitor.Show());
    }

    [Fact]
    public async Task The_cookie_is_HttpOnly_and_set_only_when_a_message_is_recorded()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        Assert.DoesNotContain("Set-Cookie", (await visitor.As("/show")).Headers.Keys);
        var cookie = (await visitor.As("/flash?text=a")).Headers["Set-Cookie"];
        Assert.Matches("^browser=[0-9a-f]{32}; path=/; samesite=lax; httponly$", cookie);
        Assert.DoesNotContain("Set-Cookie", (await visitor.As("/flash?text=b")).Headers.Keys);
    }

    [Fact]
    public async Task Unread_flash_messages_are_deleted_after_a_month()
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services =>
        {
            var store = services.GetRequiredService<FlashStore>();
            store.Add(null, 1, new Flash { Category = "info", Text = "old" }, DateTimeOffset.UtcNow.AddDays(-31));
            store.Add(null, 1, new Flash { Category = "info", Text = "young" }, DateTimeOffset.UtcNow.AddDays(-29));
            return 0;
        });
        await app.NewVisitor().Flash("any");
        Assert.Equal("info: young", await app.NewVisitor().Show(account: 1));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task The_button_of_a_message_accepts_only_local_URLs(string url)
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services => Assert.Throws<ArgumentException>(() =>
            services.GetRequiredService<IFlashes>().AddFor(1, "note", action: new FlashAction("Go", url))));
    }

    [Fact]
    public async Task Reading_without_messages_is_one_indexed_query_and_none_without_a_cookie()
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            Assert.Empty(services.GetRequiredService<IFlashes>().Take());
            Assert.False(connection.IsOpened);
            var plan = connection.Query("""
                explain query plan
                select id from flashes where browser = 'x' and (account_id is null or account_id = 1)
                union all
                select id from flashes where browser is null and account_id = 1
                limit 1
                """).Select(row => (string)row.detail).ToList();
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
            return 0;
        });
    }

    static long Count(BareApp app) => app.InScope(services => services.GetRequiredService<OnDemandConnection>()
        .ExecuteScalar<long>("select count(*) from flashes"));
}
