using App.Patterns.Flashing;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Patterns.Flashing;

public sealed class FlashesTests
{
    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task A_note_waits_through_pages_that_do_not_read_and_is_shown_once()
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
    public async Task A_note_shown_in_its_own_request_is_not_shown_again()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        Assert.Equal("message: now", await visitor.Show("/flash-and-show?text=now"));
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.3")]
    public async Task After_the_first_reading_further_ones_return_the_same_and_new_notes_wait()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("early");
        Assert.Equal("message: early\nmessage: early", await visitor.Show("/show-flash-show?text=later"));
        Assert.Equal("message: later", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.4")]
    public async Task Order_and_duplicates_are_kept()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?text=b&text=a&text=b&text=");
        Assert.Equal("message: b\nmessage: a\nmessage: b\nmessage: ", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.5")]
    public async Task Notes_stay_in_the_browser_they_were_recorded_in()
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
    public async Task Outside_a_request_recording_is_an_error_and_reading_gives_nothing()
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
    public async Task Once_the_answer_has_begun_a_note_is_refused_or_reaches_the_account()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        Assert.Equal("begun refused", await visitor.Show("/late"));
        Assert.Equal("begun recorded", await visitor.Show("/late", account: 1));
        Assert.Equal("message: late", await visitor.Show(account: 1));
    }

    [Fact]
    [Trait("Statement", "P14.9")]
    public async Task A_category_is_message_unless_another_word_is_given()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/flash?text=plain");
        await visitor.Flash("own word", "party");
        Assert.Equal("message: plain\nparty: own word", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.10")]
    public async Task A_filter_limits_what_is_returned_but_the_reading_consumes_everything()
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
    public async Task What_a_filter_hid_stays_readable_in_the_same_request()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("one", "error");
        await visitor.Flash("two", "info");
        Assert.Equal("error: one\nerror: one\ninfo: two", await visitor.Show("/show-twice"));
    }

    [Fact]
    [Trait("Statement", "P14.11")]
    public async Task An_empty_filter_is_no_filter()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("one", "error");
        Assert.Equal("error: one", await visitor.Show("/show"));
    }

    [Fact]
    [Trait("Statement", "P14.13")]
    public async Task Of_many_tabs_at_once_only_one_shows_a_note()
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
