using App.Blueprints.Links.Lists;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace App.Tests.Benchmarks;

/// <summary>
/// Measures a page of 50 links on the server, without network and client. For comparison, measures the page's SQL
/// statements alone and a hand-written endpoint with the same middleware, statements and rows.
/// </summary>
public class PageBenchmark
{
    const string Directory = "App.Tests.Benchmarks.Directory";

    BareLibrary library = null!;

    internal static IEnumerable<(string Row, Figures Figures)> Run(string data)
    {
        AppContext.SetData(Directory, data);
        var log = new AccumulationLogger();
        var summary = BenchmarkRunner.Run<PageBenchmark>(
            ManualConfig
                .CreateEmpty()
                // Runs ten warm-up iterations, so that the runtime has fully optimized the code.
                .AddJob(
                    Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false))
                        .WithWarmupCount(10)
                        .WithIterationCount(15)
                )
                .AddLogger(log)
                .WithOptions(ConfigOptions.DisableLogFile)
                .WithArtifactsPath(data)
        );
        if (summary.Reports.Any(report => !report.Success))
            throw new InvalidOperationException(log.GetLog());
        var figures = summary.Reports.ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => new Figures(
                "ms",
                [.. report.GetResultRuns().Select(run => run.GetAverageTime().Nanoseconds / 1e6)]
            )
        );
        return
        [
            ("within the server: its statements", figures[nameof(Statements)]),
            ("within the server: list by hand", figures[nameof(ByHand)]),
            ("within the server: list", figures[nameof(Page)]),
            (
                "list against list by hand",
                Figures.One("times", figures[nameof(Page)].At(0.5) / figures[nameof(ByHand)].At(0.5))
            ),
        ];
    }

    [GlobalSetup]
    public async Task Start() => library = await BareLibrary.Start((string)AppContext.GetData(Directory)!);

    [GlobalCleanup]
    public async Task Stop() => await library.DisposeAsync();

    [Benchmark]
    public long Statements() => library.InScope(services =>
        services.GetRequiredService<LinkSearchStore>().Find(library.Owner, new LinkQuery(), 1).Total
        + services.GetRequiredService<LinkListStore>().Counts(library.Owner).Active);

    [Benchmark]
    public Task<long> ByHand() => library.Get("/by-hand");

    [Benchmark]
    public Task<long> Page() => library.Get("/en/links");
}
