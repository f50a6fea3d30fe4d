using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using App.Blueprints.Transfer.Exports;
using App.Patterns.Streaming;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>Sends the rows as CSV, each as soon as it is available.</summary>
static class StreamedCsv
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/files/patterns/chapters.csv", Send);

    static StreamedResult Send(StreamedChapters chapters) =>
        new("text/csv; charset=utf-8", (output, left) => Write(chapters, output, left)) { FileName = "chapters.csv" };

    static async Task Write(StreamedChapters chapters, PipeWriter output, CancellationToken left)
    {
        await foreach (var row in chapters.Read("CSV", left).WithCancellation(left))
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Number},{Quoted(row.Name)},{row.Statements},{Quoted(row.For)},{row.After.TotalSeconds:0.000}\r\n"
            );
            await output.WriteAsync(
                Encoding.UTF8.GetBytes(row.Number == 1 ? $"number,name,statements,for,seconds\r\n{line}" : line),
                left
            );
        }
    }

    // Neutralises text that a spreadsheet would run as a formula.
    static string Quoted(string text) =>
        $"\"{CsvLinkWriter.Neutralise(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
