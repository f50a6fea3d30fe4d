using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using Dapper;

namespace App.Tests.Patterns.Flashing;

/// <summary>
/// Verifies to whom a message is shown after sign-in and sign-out, and when a background task records it.
/// </summary>
public sealed class FlashOwnersTests
{
    [Fact]
    public async Task A_visitors_message_survives_signing_in_with_the_same_browser()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("welcome");
        Assert.Equal("message: welcome", await visitor.Show(account: 1));
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    public async Task A_message_of_one_account_is_never_shown_to_another_account_or_a_visitor()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.Flash("private", account: 1);
        Assert.Equal("", await visitor.Show());
        Assert.Equal("", await visitor.Show(account: 2));
        Assert.Equal("message: private", await visitor.Show(account: 1));
    }

    [Fact]
    public async Task The_sign_out_message_is_shown_to_the_next_user_of_the_browser()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        await visitor.As("/farewell?text=signed%20out", account: 1);
        Assert.Equal("message: signed out", await visitor.Show());
    }

    [Fact]
    public async Task A_message_from_a_task_is_shown_once_in_one_browser_of_the_account()
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
    public async Task A_message_is_rolled_back_with_its_transaction()
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
    public async Task Messages_of_a_deleted_account_are_not_shown_to_a_new_account_with_the_same_id()
    {
        await using var app = await FlashingApp.Start();
        using var visitor = app.NewVisitor();
        app.InScope(services =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            connection.Execute(
                """
                insert into accounts (id, name, name_key, password_hash, language, created_at)
                values (1, 'a', 'a', '', 'en', 0)
                """
            );
            services.GetRequiredService<IFlashes>().AddFor(1, "old account");
            connection.Execute("delete from accounts where id = 1");
            return 0;
        });
        Assert.Equal("", await visitor.Show(account: 1));
    }
}
