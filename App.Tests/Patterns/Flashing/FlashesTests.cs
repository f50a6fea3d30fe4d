using App.Patterns.Flashing;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Patterns.Flashing;

public sealed class FlashesTests
{
    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task A_message_survives_pages_that_do_not_read_it_and_is_shown_once()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("saved");
        await visitor.Get("/idle");
        await visitor.Get("/again");
        Assert.Equal("message: saved", await visitor.Show());
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.2")]
    public async Task A_message_shown_in_its_own_request_is_not_shown_again()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        Assert.Equal("message: now", await visitor.Show("/flash-and-show?text=now"));
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.3")]
    public async Task Later_reads_in_a_request_return_the_same_messages_and_new_ones_wait()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("early");
        Assert.Equal("message: early\nmessage: early", await visitor.Show("/show-flash-show?text=later"));
        Assert.Equal("message: later", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.4")]
    public async Task Order_and_duplicates_are_preserved()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?text=b&text=a&text=b&text=");
        Assert.Equal("message: b\nmessage: a\nmessage: b\nmessage: ", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.5")]
    public async Task Messages_are_shown_only_in_the_browser_they_were_recorded_in()
    {
        await using var app = await FlashingApp.Start();
        using var here = app.NewVisitor();
        using var there = app.NewVisitor();
        await here.Flash("visitor");
        await here.Flash("member", account: 1);
        Assert.Equal("", await there.Show());
        Assert.Equal("", await there.Show(account: 1));
        Assert.Equal("message: visitor\nmessage: member", await here.Show(account: 1));
    }

    [Fact]
    [Trait("Statement", "P14.5")]
    public async Task Outside_a_request_recording_throws_and_reading_returns_nothing()
    {
        await using var app = await FlashingApp.Start();
        using var scope = app.Services.CreateScope();
        var flashes = scope.ServiceProvider.GetRequiredService<IFlashes>();
        Assert.Throws<InvalidOperationException>(() => flashes.Add("nobody"));
        Assert.Throws<InvalidOperationException>(() => flashes.AddForBrowser("nobody"));
        Assert.Empty(flashes.Take());
    }

    [Fact]
    [Trait("Statement", "P14.5")]
    public async Task A_message_recorded_after_the_response_has_started_throws_or_is_stored_for_the_account()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        Assert.Equal("begun refused", await visitor.Show("/late"));
        Assert.Equal("begun recorded", await visitor.Show("/late", account: 1));
        Assert.Equal("message: late", await visitor.Show(account: 1));
    }

    [Fact]
    [Trait("Statement", "P14.9")]
    public async Task The_default_category_is_message()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?text=plain");
        await visitor.Flash("own word", "party");
        Assert.Equal("message: plain\nparty: own word", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.10")]
    public async Task A_category_filter_limits_the_result_but_all_messages_are_consumed()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("one", "error");
        await visitor.Flash("two", "info");
        await visitor.Flash("three", "error");
        Assert.Equal("error: one\nerror: three", await visitor.Show("/show?only=error&only=warning"));
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.10")]
    public async Task Filtered_out_messages_remain_readable_in_the_same_request()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("one", "error");
        await visitor.Flash("two", "info");
        Assert.Equal("error: one\nerror: one\ninfo: two", await visitor.Show("/show-twice"));
    }

    [Fact]
    [Trait("Statement", "P14.11")]
    public async Task An_empty_filter_returns_all_categories()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("one", "error");
        Assert.Equal("error: one", await visitor.Show("/show"));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task Only_one_of_many_parallel_tabs_shows_a_message()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        for (var round = 0; round < 5; round++)
        {
            await visitor.Flash("once");
            var shown = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => visitor.Show()));
            Assert.Single(shown, text => text == "message: once");
            Assert.Equal(11, shown.Count(text => text.Length == 0));
        }
    }
}
