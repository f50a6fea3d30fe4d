using System.Data.Common;
using App.Blueprints.Links.Trash;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Links.Trash;

public sealed class TrashPurgeTaskTests : IDisposable
{
    readonly LinkStoreFixture desk = new();
    readonly SetClock clock = new(LinkStoreFixture.Now);

    public void Dispose() => desk.Dispose();

    sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    void Run() => new TrashPurgeTask(desk.Connection, desk.Get<TrashPurgeStore>(), clock).Run();

    void RunDays(int days)
    {
        for (var day = 0; day < days; day++)
        {
            clock.Now = clock.Now.AddDays(1);
            Run();
        }
    }

    long Trash(string url)
    {
        var id = desk.Add(url);
        Assert.True(desk.Trash.Put(desk.Ada, id, clock.Now));
        return id;
    }

    bool IsThere(long id) => desk.Trash.Find(desk.Ada, id) is not null;

    [Fact]
    public void A_trashed_link_is_deleted_permanently_after_the_retention()
    {
        RunDays(40);
        var (old, kept) = (Trash("https://old.example/"), desk.Add("https://kept.example/"));
        RunDays(20);
        var young = Trash("https://young.example/");
        RunDays(10);
        Assert.True(IsThere(old));
        RunDays(2);
        Assert.Equal((false, true), (IsThere(old), IsThere(young)));
        RunDays(21);
        Assert.False(IsThere(young));
        Assert.NotNull(desk.Links.Find(desk.Ada, kept));
        Assert.Equal(0, desk.Scalar<int>("select trashed from link_counts"));
        Assert.InRange(
            desk.Scalar<int>("select count(*) from trash_days"),
            TrashPurgeTask.Days,
            TrashPurgeTask.Days + 2
        );
    }

    [Fact]
    public void A_clock_that_jumps_ahead_deletes_nothing_early()
    {
        RunDays(60);
        var id = Trash("https://example.com/");
        clock.Now = clock.Now.AddYears(1);
        RunDays(29);
        Assert.True(IsThere(id));
        RunDays(3);
        Assert.False(IsThere(id));
    }

    [Fact]
    public void A_link_trashed_while_the_clock_was_in_the_past_is_kept_for_the_full_retention()
    {
        RunDays(60);
        var today = clock.Now;
        clock.Now = DateTimeOffset.UnixEpoch;
        var id = Trash("https://example.com/");
        clock.Now = today;
        RunDays(29);
        Assert.True(IsThere(id));
        RunDays(3);
        Assert.False(IsThere(id));
    }

    [Fact]
    public void Several_server_starts_on_one_day_count_as_one_day()
    {
        for (var i = 0; i < 50; i++) Run();
        Assert.Equal(1, desk.Scalar<int>("select count(*) from trash_days"));
        clock.Now = clock.Now.AddYears(-1);
        Run();
        Run();
        Assert.Equal(2, desk.Scalar<int>("select count(*) from trash_days"));
    }

    [Fact]
    public void The_retention_counts_from_the_last_deletion()
    {
        RunDays(40);
        var id = Trash("https://example.com/");
        RunDays(25);
        desk.Trash.Restore(desk.Ada, id, clock.Now);
        desk.Trash.Put(desk.Ada, id, clock.Now);
        RunDays(25);
        Assert.True(IsThere(id));
    }

    [Fact]
    public void Many_links_are_deleted_in_batches()
    {
        RunDays(1);
        for (var i = 0; i < 450; i++) Trash($"https://example.com/{i}");
        RunDays(33);
        Assert.Equal(0, desk.Scalar<int>("select count(*) from links"));
    }

    [Fact]
    public void The_purge_query_uses_only_the_trash_index()
    {
        var sql = (string)
            typeof(TrashPurgeStore)
                .GetField("Overdue", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .GetRawConstantValue()!;
        var plan = string.Join(
            '\n',
            ((DbConnection)desk.Connection)
                .Query<(long, long, long, string Detail)>(
                    "explain query plan " + sql,
                    new
                    {
                        before = 0,
                        days = 30,
                        limit = 1,
                    }
                )
                .Select(step => step.Detail)
        );
        Assert.Contains("INDEX links_trash (account_id=? AND deleted_at", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN links", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trash_shows_the_remaining_days_and_can_restore_all_links()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("alice");
        foreach (var name in new[] { "One", "Two" })
        {
            var id = (await ada.AddLink($"https://{name}.example/", name)).IdOf(name);
            await ada.Press(await ada.Get($"/en/links/{id}"), "main button.danger");
        }
        await ada.AddLink("https://two.example/", "Two again");
        Assert.Equal(
            0,
            library.InScope(services =>
            {
                services.GetRequiredService<TrashPurgeTask>().Run();
                return 0;
            })
        );
        var trash = await ada.Get("/en/links/trash");
        Assert.Contains("30 days", trash.Find("main .page-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["30", "30"],
            trash.FindAll("[data-days-left]").Select(left => left.GetAttribute("data-days-left"))
        );
        var answer = await ada.Submit(trash, "form#restore-all");
        Assert.Equal("1", answer.Total());
        Assert.Equal(["Two"], answer.Titles());
        Assert.Equal("DELETE", answer.Find("#flashes input[name=_method]").GetAttribute("value"));
        Assert.Equal(["One", "Two again"], (await ada.Get("/en/links?sort=title")).Titles());
    }
}
