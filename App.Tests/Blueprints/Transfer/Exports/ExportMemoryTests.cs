using App.Blueprints.Transfer.Exports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Exports;

[Collection(nameof(MemoryTests))]
public sealed class ExportMemoryTests
{
    [Theory, Trait("Statement", "P19.1")]
    [InlineData("html")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Hundreds_of_thousands_of_links_are_written_in_constant_memory(string format)
    {
        var (before, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        using var writer = LinkWriterTests.Writer(format);
        await writer.WriteAsync(Links(), Stream.Null, TestContext.Current.CancellationToken);
        Assert.InRange(peak, long.MinValue, 16 * 1024 * 1024);

        IEnumerable<ExportedLink> Links()
        {
            var description = new string('d', 200);
            for (var number = 1; number <= 300_000; number++)
            {
                yield return LinkWriterTests.Link(number) with
                {
                    Description = description,
                    Folder = $"Folder/{number / 1000}",
                };
                if (number % 100_000 == 0)
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }
    }
}
