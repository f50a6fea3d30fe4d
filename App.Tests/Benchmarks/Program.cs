using System.Globalization;
using App.Tests.Benchmarks;

if (args is ["--shelves"])
{
    await ShelfBenchmark.Run();
    return;
}

// Usage: npm run bench [-- --sizes 10000,100000], or npm run bench -- --shelves
var sizes = args is ["--sizes", var chosen]
    ? [.. chosen.Split(',').Select(size => int.Parse(size, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))]
    : args.Length == 0 ? (int[])[10_000, 100_000, 1_000_000]
    : throw new ArgumentException("Usage: npm run bench [-- --sizes 10000,100000,1000000]");

var table = new FigureTable(sizes);
foreach (var size in sizes) await LibraryBenchmark.Run(size, table);
Console.WriteLine(table);
