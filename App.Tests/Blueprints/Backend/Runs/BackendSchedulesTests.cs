using System.Data.Common;
using App.Blueprints.Backend.Metrics;
using App.Patterns.BackgroundTasks.Administration;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend.Runs;

public sealed class BackendSchedulesTests
{
    const string Work = "MetricsTask";

    [Fact]
    public async Task A_schedule_shows_its_times_and_can_be_paused_and_resumed()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        await Poll.Until(async () => (await Row(operating)).QuerySelectorAll("time").Length == 2);
        var paused = await operating.Press(await operating.Get("/backend/en/schedules"), $"#pause-{Work}");
        Assert.Equal("true", paused.Find($"tr[data-schedule={Work}]").GetAttribute("data-paused"));
        Assert.Contains(Work, paused.Find("#flashes").TextContent, StringComparison.Ordinal);
        var resumed = await operating.Press(paused, $"#resume-{Work}");
        Assert.Equal("false", resumed.Find($"tr[data-schedule={Work}]").GetAttribute("data-paused"));
        resumed.Find($"#pause-{Work}").SetAttribute("formaction", "/backend/en/schedules/nothing/paused");
        Assert.Equal(HttpStatusCode.NotFound, (await operating.Press(resumed, $"#pause-{Work}")).Status);
    }

    [Fact]
    public async Task Run_now_works_while_the_schedule_is_paused()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        await Poll.Until(() => Task.FromResult(Samples(library) > 0));
        await operating.Press(await operating.Get("/backend/en/schedules"), $"#pause-{Work}");
        library.InScope(scope =>
        {
            new MetricStore(scope.GetRequiredService<DbConnection>()).RemoveBefore(
                DateTimeOffset.MaxValue.AddYears(-1)
            );
            return 0;
        });
        await operating.Press(await operating.Get("/backend/en/schedules"), $"#run-{Work}");
        await Poll.Until(() => Task.FromResult(Samples(library) > 0));
        Assert.Equal("true", (await Row(operating)).GetAttribute("data-paused"));
    }

    [Fact]
    public async Task A_paused_schedule_remains_paused_after_a_restart()
    {
        await using var first = await TestLibrary.Start();
        using (var operating = await first.SignUp("operator1"))
        {
            await Poll.Until(async () => (await Row(operating)).QuerySelectorAll("time").Length == 2);
            await operating.Press(await operating.Get("/backend/en/schedules"), $"#pause-{Work}");
        }
        await first
            .Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>()
            .StopAsync(TestContext.Current.CancellationToken);
        await using var second = await TestLibrary.Start(settings =>
        {
            Directory.Delete(settings.DataDirectory);
            return settings with { DataDirectory = first.Settings.DataDirectory };
        });
        await Poll.Until(async () =>
            (await Schedules(second)).Any(schedule => schedule.Name != Work && schedule.Last is not null)
        );
        Assert.True((await Schedules(second)).Single(schedule => schedule.Name == Work).IsPaused);
    }

    static async Task<AngleSharp.Dom.IElement> Row(Visitor operating) =>
        (await operating.Get("/backend/en/schedules")).Find($"tr[data-schedule={Work}]");

    static async Task<IReadOnlyList<TaskSchedule>> Schedules(TestLibrary library)
    {
        using var scope = library.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<TaskAdministration>().Schedules();
    }

    static long Samples(TestLibrary library) => library.InScope(scope =>
        new MetricStore(scope.GetRequiredService<DbConnection>()).Since(DateTimeOffset.UnixEpoch, 1000).Count);
}
