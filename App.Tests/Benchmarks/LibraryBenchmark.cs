using System.Diagnostics;
using App.Tests.Testing;

namespace App.Tests.Benchmarks;

/// <summary>
/// Measures a library of a given size. Starts the real program in its own process and sends requests over loopback.
/// </summary>
static class LibraryBenchmark
{
    public const string Owner = "lovelace";

    public static async Task Run(int size, FigureTable table)
    {
        using var directory = new TestDirectory();
        var file = directory.File("bookmarks.html");
        var data = directory.File("data");
        SampleFile.Write(file, size);
        var server = await Server.Start(data);
        try
        {
            await server.SignUp(Owner);
            table.Add("import", size, await Import(data, file));
            table.Add("resident, highest while importing", size, server.HighestMemory());
            await Read(server, size, table);
            table.Add("create", size, await server.Creating());
            table.Add("export, bookmark file", size, await Export(server, "html"));
            table.Add("export, CSV", size, await Export(server, "csv"));
            table.Add("resident, highest of all", size, server.HighestMemory());
            (server, var starts) = await Restart(server, data, times: 5);
            table.Add("start to first page", size, starts);
            table.Add("resident, after the first page", size, server.Memory());
        }
        finally
        {
            await server.Stop();
        }
        foreach (var (row, figures) in PageBenchmark.Run(data)) table.Add(row, size, figures);
    }

    static async Task<Figures> Import(string data, string file)
    {
        var time = await Figures.Once(async () =>
        {
            using var command = ChildProgram.Start([
                "import",
                file,
                "--for",
                Owner,
                "--folder-tags",
                "false",
                "--DataDirectory",
                data,
                .. Server.Settings,
            ]);
            await command.Ended(TimeSpan.FromHours(1));
            if (command.ExitCode != 0) throw new InvalidOperationException(command.Errors);
        });
        return Figures.One("s", time.TotalSeconds);
    }

    static async Task Read(Server server, int size, FigureTable table)
    {
        var last = Math.Max(1, size / 50);
        foreach (var (row, address) in new[]
        {
            ("nothing (the health of the process)", "/health"),
            ("list", "/en/links"),
            ("list, middle page", $"/en/links?page={(last / 2) + 1}"),
            ("list, last page", $"/en/links?page={last}"),
            ("list by title, middle page", $"/en/links?sort=title&page={(last / 2) + 1}"),
            ("search, a rare word", $"/en/links?q={SampleFile.RareWord}"),
            ("search, a word of two links in five", $"/en/links?q={SampleFile.CommonWord}"),
            ("search, two words", $"/en/links?q={Uri.EscapeDataString(SampleFile.TwoWords)}"),
            ("search, a tag", $"/en/links?tag={Uri.EscapeDataString(SampleFile.Tag)}"),
            ("tag list", "/en/tags"),
        }) table.Add(row, size, await Figures.Of(() => server.Get(address)));
    }

    static async Task<Figures> Export(Server server, string format)
    {
        List<double> times = [];
        for (var i = 0; i < 3; i++)
            times.Add((await Figures.Once(() => server.Download($"/export/links.{format}"))).TotalSeconds);
        return new("s", times);
    }

    static async Task<(Server Server, Figures Starts)> Restart(Server server, string data, int times)
    {
        List<double> starts = [];
        for (var i = 0; i < times; i++)
        {
            await server.Stop();
            var started = Stopwatch.GetTimestamp();
            server = await Server.Start(data, server.Visitor.Cookies);
            await server.Get("/en/links");
            starts.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return (server, new("ms", starts));
    }
}
