using System.Runtime.CompilerServices;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.Sqlite;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>
/// Yields the chapters of the handbook with a pause between them, and records how the enumeration ended.
/// </summary>
public sealed class StreamedChapters(
    IHttpContextAccessor accessor,
    OnDemandConnection connection,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
)
{
    /// <summary>
    /// The number of rows that are sent before the stream fails, when the visitor chose a failure midway.
    /// </summary>
    public const int Half = 8;

    const int LongestName = 60;

    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(160);

    /// <summary>
    /// Yields a row for each chapter. Reads the query string before each row, to show that the request is still
    /// available while the response is sent.
    /// </summary>
    public async IAsyncEnumerable<StreamedRow> Read(
        string form,
        [EnumeratorCancellation] CancellationToken left = default
    )
    {
        var visitor = browser.Remember();
        var (begun, made, outcome) = (time.GetTimestamp(), 0, StreamOutcome.Left);
        try
        {
            foreach (var chapter in Chapters.All)
            {
                if (made > 0) await Task.Delay(pause, time, left);
                var query = accessor.HttpContext!.Request.Query;
                if (query.Text("end") == (made == 0 ? "before" : made == Half ? "midway" : "never"))
                {
                    outcome = StreamOutcome.Failed;
                    throw new InvalidOperationException("It was told to fail.");
                }
                made++;
                yield return new(
                    chapter.Number, chapter.Name, ChapterText.Of(chapter).Topics.Sum(topic => topic.Statements.Count),
                    string.Concat(query.Text("for").Take(LongestName)), time.GetElapsedTime(begun));
            }
            outcome = StreamOutcome.Whole;
        }
        finally
        {
            connection.Transact(() =>
                items.Add(visitor, "streaming", new StreamEnd(form, made, outcome), time.GetUtcNow())
            );
        }
    }
}

/// <param name="For">The text of the query parameter <c>for</c>.</param>
/// <param name="After">The time since the enumeration started.</param>
public sealed record StreamedRow(int Number, string Name, int Statements, string For, TimeSpan After);

/// <param name="Form">The format of the stream: page or CSV.</param>
/// <param name="Made">The number of rows that were produced.</param>
public sealed record StreamEnd(string Form, int Made, StreamOutcome Outcome);

public enum StreamOutcome { Whole, Failed, Left }
