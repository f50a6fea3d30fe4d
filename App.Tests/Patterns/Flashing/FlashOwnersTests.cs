using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using Dapper;

namespace App.Tests.Patterns.Flashing;

/// <summary>The owner of a message before and after sign-in and sign-out, and from tasks.</summary>
public sealed class FlashOwnersTests
{
    [Fact]
    public async Task A_note_of_a_visitor_is_kept_through_signing_in_on_the_same_browser()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("welcome");
        Assert.Equal("message: welcome", await visitor.Show(account: 1));
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    public async Task A_note_of_one_account_never_reaches_another_nor_a_visitor_on_the_same_browser()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("private", account: 1);
        Assert.Equal("", await visitor.Show());
        Assert.Equal("", await visitor.Show(account: 2));
        Assert.Equal("message: private", await visitor.Show(account: 1));
    }

    [Fact]
    public async Task A_farewell_is_shown_to_whoever_uses_the_browser_next()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/farewell?text=signed%20out", account: 1);
        Assert.Equal("message: signed out", await visitor.Show());
    }

    [Fact]
    public async Task A_task_reaches_an_account_in_one_of_its_browsers_once()
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services =>
        {
            services.GetRequiredService<IFlashes>().AddFor(1, "imported", FlashCategory.Info);
            return 0;
        });
        using var visitor = app.NewVisitor();
        using var other = app.NewVisitor();
        Assert.Equal("", await visitor.Show());
        Assert.Equal("", await visitor.Show(account: 2));
        Assert.Equal("info: imported", await visitor.Show(account: 1));
        Assert.Equal("", await other.Show(account: 1));
    }

    [Fact]
    public async Task A_note_belongs_to_the_work_around_it_and_goes_with_it()
    {
        await using var app = await FlashingApp.Start();
        app.InScope(services =>
        {
            var flashes = services.GetRequiredService<IFlashes>();
            var connection = services.GetRequiredService<OnDemandConnection>();
            Assert.Throws<TimeoutException>(() => connection.Transact(() =>
            {
                flashes.AddFor(1, "done");
                throw new TimeoutException();
            }));
            return 0;
        });
        Assert.Equal("", await app.NewVisitor().Show(account: 1));
    }

    [Fact]
    public async Task Notes_of_a_deleted_account_do_not_wait_for_the_next_one_with_its_number()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        app.InScope(services =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            connection.Execute(
                "insert into accounts (id, name, name_key, password_hash, language, created_at) values (1, 'a', 'a', '', 'en', 0)"
            );
            services.GetRequiredService<IFlashes>().AddFor(1, "old account");
            connection.Execute("delete from accounts where id = 1");
            return 0;
        });
        Assert.Equal("", await visitor.Show(account: 1));
    }
}
