using System.Diagnostics;
using System.Globalization;
using App.Blueprints.Search;
using App.Blueprints.Shelves;
using App.Mounts;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using static App.Tests.Benchmarks.ShelfRequests;

namespace App.Tests.Benchmarks;

/// <summary>
/// Measures shelves, which are separate libraries under <c>/~name</c>: the time to create a shelf, its memory, and the
/// time of a request.
/// </summary>
static class ShelfBenchmark
{
    const int Awake = 60;
    const int Many = 1000;
    const int Strangers = 10_000;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("carafe-bench-").FullName;
        var settings = new AppSettings
        {
            DataDirectory = folder,
            Urls = "http://127.0.0.1:0",
            Domain = "example.com",
        };
        using (var database = new SqliteDatabase(settings.LibraryFile, FtsTokens.Register))
            Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        await using (var app = LibraryApp.Create(settings))
        {
            await app.StartAsync();
            var address = new Uri(
                app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            );
            using var visitor = new Visitor(address, "en");
            var keeper = app.Services.GetRequiredService<ShelfOperations>();
            await Ok(visitor, "/en/");
            await Making(visitor, keeper);
            await Having(visitor, keeper);
            await Asking(address);
            await Listing(keeper);
            await Strange(address, app.Services.GetRequiredService<ShelfMounts>());
            await app.StopAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    static async Task Making(Visitor visitor, ShelfOperations keeper)
    {
        for (var i = 1; i <= 100; i++)
        {
            var made = Time(() => Create(keeper, i));
            if (i is 2 or 100 || i == 1)
                Say(
                    $"shelf {i}: made in {made.TotalMilliseconds:F0} ms, first page after "
                        + $"{(await Time(() => Ok(visitor, $"/~s{i}/en/"))).TotalMilliseconds:F0} ms more"
                );
        }
    }

    static async Task Having(Visitor visitor, ShelfOperations keeper)
    {
        await Settled();
        var (managed, resident, threads) = Now();
        for (var i = 3; i < 3 + Awake; i++) await Ok(visitor, $"/~s{i}/en/");
        await Settled();
        var after = Now();
        Say(
            $"{Awake} more awake: {(after.Managed - managed) / 1024.0 / Awake:F0} KiB managed, "
                + $"{(after.Resident - resident) / 1024.0 / Awake:F0} KiB resident each; "
                + $"threads {threads} before, {after.Threads} after"
        );
    }

    static async Task Asking(Uri address)
    {
        // Uses a new HTTP client, because the earlier client has the cookies of many shelves. A cookie container stores
        // at most 20 cookies of one host.
        using var visitor = new Visitor(address, "en");
        foreach (var root in (string[])["", "/~s1"])
        {
            await SignUp(visitor, root);
            for (var i = 0; i < 30; i++) await AddLink(visitor, root, i);
        }
        foreach (var page in (string[])["/health", "/en/links"])
        {
            var (direct, mounted) = (new List<double>(), new List<double>());
            for (var i = 0; i < 3000; i++)
            {
                direct.Add((await Time(() => Ok(visitor, page))).TotalMilliseconds);
                mounted.Add((await Time(() => Ok(visitor, $"/~s1{page}"))).TotalMilliseconds);
            }
            var (d, m) = (Middle(direct.Skip(1500)), Middle(mounted.Skip(1500)));
            Say($"{page}: {d:F3} ms directly, {m:F3} ms in a mount, {m / d:F2} times (middle of 1500 each, by turns)");
        }
    }

    static async Task Listing(ShelfOperations keeper)
    {
        var made = Time(() =>
        {
            for (var i = 101; i <= Many; i++) Create(keeper, i);
        });
        var times = Enumerable
            .Range(0, 50)
            .Select(_ =>
                Time(() =>
                {
                    keeper.All();
                }).TotalMilliseconds
            )
            .ToList();
        Say(
            $"{Many} shelves: the last {Many - 100} made in {made.TotalSeconds:F1} s; "
                + $"listed in {Middle(times):F2} ms ({keeper.All().Count})"
        );
        await Settled();
    }

    static async Task Strange(Uri address, ShelfMounts mounts)
    {
        using var http = new HttpClient { BaseAddress = address };
        await Ask(http, "warm.example.com");
        await Settled();
        var (managed, resident, _) = Now();
        var wrong = 0;
        var spent = await Time(() =>
            Parallel.ForAsync(0, Strangers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            {
                if (
                    await Ask(http, string.Create(CultureInfo.InvariantCulture, $"n{i * 7919L % 99991}.example.com"))
                    != HttpStatusCode.NotFound
                )
                    Interlocked.Increment(ref wrong);
            })
        );
        await Settled();
        var after = Now();
        Say(
            $"{Strangers} random hosts: {wrong} other than 404, {spent.TotalSeconds:F1} s; "
                + $"{(after.Managed - managed) / 1024.0:F0} KiB managed and "
                + $"{(after.Resident - resident) / 1024.0:F0} KiB resident more; awake {mounts.Running.Count()}"
        );
    }

    static (long Managed, long Resident, int Threads) Now()
    {
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, process.Threads.Count);
    }

    static async Task Settled()
    {
        await Task.Delay(1500);
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    static TimeSpan Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started);
    }

    static Task<TimeSpan> Time(Func<Task> action) => Figures.Once(action);

    static double Middle(IEnumerable<double> values) => new Figures("ms", [.. values]).At(0.5);

    static void Say(string text) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTimeOffset.Now:HH:mm:ss} load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}: {text}"
            )
        );
}
