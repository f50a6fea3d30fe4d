using System.Data.Common;
using App.Blueprints.Backend.Metrics;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend.Metrics;

public sealed class OverviewTests
{
    [Fact]
    public async Task Charts_and_their_table_show_the_recorded_metrics()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var operating = await library.SignUp("operator1");
        var now = DateTimeOffset.UtcNow;
        library.Record(null, TaskState.Succeeded, now);
        library.Record(null, TaskState.Failed, now);
        Write(library, connection =>
        {
            new RequestMetricStore(connection).Add(
                now,
                [
                    new()
                    {
                        Class = 2,
                        UpTo = 4000,
                        Requests = 40,
                    },
                    new()
                    {
                        Class = 5,
                        UpTo = 9000,
                        Requests = 2,
                    },
                ]
            );
            for (var hours = 1; hours < 20; hours++)
                new MetricStore(connection).Add(now.AddHours(-hours), "links", 1000 - hours);
        });
        var page = await operating.Get("/backend/en/");
        Assert.Equal(
            ["times", "errors", "tasks", "open", "links", "storage"],
            page.FindAll("figure.plot").Select(plot => plot.Id!["plot-".Length..])
        );
        foreach (var svg in page.FindAll("figure svg"))
        {
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.NotEmpty(svg.GetAttribute("aria-label")!);
            Assert.DoesNotContain("NaN", svg.OuterHtml, StringComparison.Ordinal);
        }
        Assert.Contains(
            "Errors (500 and above) 2",
            page.Find("#plot-errors svg").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Done 1, Failed 1, Cancelled 0",
            page.Find("#plot-tasks svg").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
        Assert.Equal(48, page.FindAll("#plot-links tbody tr").Count);
        Assert.Contains(page.FindAll("#plot-links tbody td.number"), cell => cell.TextContent == "999");
        Assert.Contains("3.", page.Find("#plot-times .legend").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day", 48)]
    [InlineData("week", 56)]
    [InlineData("month", 60)]
    [InlineData("nonsense", 48)]
    public async Task Each_period_has_its_number_of_steps(string period, int slots)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var operating = await library.SignUp("operator1");
        var page = await operating.Get($"/backend/en/?period={period}");
        Assert.Equal(slots, page.FindAll("#plot-storage tbody tr").Count);
        // When there is no data, the page shows a message instead of the plot.
        Assert.Empty(page.FindAll("#plot-times svg"));
        Assert.NotEmpty(page.Find("#plot-times .plot-empty").TextContent);
        Assert.Empty((await operating.Get($"/backend/en/?period={period}", htmx: true)).FindAll("h1"));
    }

    [Fact]
    public async Task The_metrics_task_records_aggregates_and_deletes_points()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var operating = await library.SignUp("operator1");
        var now = DateTimeOffset.UtcNow;
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        Write(library, connection =>
        {
            var store = new MetricStore(connection);
            for (var quarter = 0; quarter < 4; quarter++)
                store.Add(hour.AddDays(-10).AddMinutes(15 * quarter), "links", quarter);
            store.Add(hour.AddDays(-100), "links", 1);
        });
        library.InScope(scope =>
        {
            scope.GetRequiredService<MetricsTask>().Run();
            return 0;
        });
        var samples = Read(library, store => store.Since(DateTimeOffset.UnixEpoch, 1));
        Assert.Equal(2, samples.Count(sample => sample.Name == "links"));
        Assert.Equal(1, samples.Single(sample => sample.Name == "accounts").Value);
        Assert.All(samples.Where(sample => sample.Name.StartsWith("bytes of the", StringComparison.Ordinal)), sample =>
            Assert.True(sample.Value > 1000)
        );
    }

    [Fact]
    public void Charts_are_drawn_within_their_bounds()
    {
        var times = Enumerable.Range(0, 4).Select(hour => DateTimeOffset.UnixEpoch.AddHours(hour)).ToList();
        var plot = new Plot
        {
            Id = "x",
            Title = "X",
            Kind = PlotKind.Lines,
            Times = times,
            Series = [new("a", "accent", [1, null, 3, 4]), new("b", "danger", [null, null, null, null])],
            Text = value => $"{value}",
            TimeFormat = "t",
        };
        Assert.Equal(5, plot.Top);
        Assert.Equal(["M0 192h250M625 96L875 48", ""], PlotShapes.Of(plot).Select(shape => shape.Path));
        var bars = plot with
        {
            Kind = PlotKind.Bars,
            Series = [new("a", "accent", [1, 0, 2, 0]), new("b", "danger", [1, 0, 0, 3])],
        };
        Assert.Equal(5, bars.Top);
        Assert.Equal("M37.5 192V144h175V192zM787.5 240V96h175V240z", PlotShapes.Of(bars)[^1].Path);
        Assert.Equal("X: a 3, b 4", bars.Summary);
        var areas = plot with { Kind = PlotKind.Areas, Series = [new("a", "accent", [null, null, null, 10])] };
        Assert.Equal("M750 0h250L1000 240h-250z", PlotShapes.Of(areas).Single().Path);
        Assert.True((plot with { Series = [new("a", "accent", [0, null, 0, 0])] }).IsEmpty);
    }

    static void Write(TestLibrary library, Action<DbConnection> work) => library.InScope(scope =>
    {
        var connection = scope.GetRequiredService<OnDemandConnection>();
        connection.Transact(() => work(connection));
        return 0;
    });

    static T Read<T>(TestLibrary library, Func<MetricStore, T> work) =>
        library.InScope(scope => work(new MetricStore(scope.GetRequiredService<DbConnection>())));
}
