using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace App.Tests.Benchmarks;

/// <summary>
/// The table of benchmark results. It has a row for each measurement and two columns for each number of links in
/// <paramref name="sizes"/>.
/// </summary>
sealed class FigureTable(IReadOnlyList<int> sizes)
{
    const int Width = 12;

    readonly List<string> rows = [];
    readonly Dictionary<(string Row, int Size), Figures> cells = [];

    public void Add(string row, int size, Figures figures)
    {
        if (!rows.Contains(row)) rows.Add(row);
        cells[(row, size)] = figures;
        Console.Error.WriteLine($"{size,11:N0}  {row}: {Middle(figures)}");
    }

    public override string ToString()
    {
        var name = rows.Max(row => row.Length) + 2;
        var text = new StringBuilder("\n").Append(' ', name);
        foreach (var size in sizes)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{size.ToString("N0", CultureInfo.InvariantCulture) + " links",2 * Width}"
            );
        text.Append('\n').Append(' ', name);
        foreach (var _ in sizes) text.Append(CultureInfo.InvariantCulture, $"{"median",Width}{"p95",Width}");
        text.Append('\n').Append('-', name + (sizes.Count * 2 * Width)).Append('\n');
        foreach (var row in rows)
        {
            text.Append(row.PadRight(name));
            foreach (var size in sizes) text.Append(Columns(cells.GetValueOrDefault((row, size))));
            text.Append('\n');
        }
        return text.Append(CultureInfo.InvariantCulture, $"""

                Pages are asked for over loopback, one after the other, by a client in another process: its share
                and the network's stand in the row "nothing". Import runs in the serving process and includes the
                start of the command that asks for it. One measurement has no p95.
                {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription},
                {RuntimeInformation.FrameworkDescription}.
                """
            )
            .ToString();
    }

    static string Columns(Figures? figures) => figures is null ? new string(' ', 2 * Width)
        : $"{Middle(figures),Width}{(figures.Values.Count > 1 ? Told(figures.Unit, figures.At(0.95)) : ""),Width}";

    static string Middle(Figures figures) => Told(figures.Unit, figures.At(0.5));

    static string Told(string unit, double value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Round(value, value < 10 ? 2 : value < 100 ? 1 : 0):#,0.##} {unit}"
        );
}
