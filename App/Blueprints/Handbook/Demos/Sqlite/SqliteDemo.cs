using System.Collections.Immutable;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Sqlite;

/// <summary>Writes a text to the database, reads it back, and shows the state of the connection.</summary>
public sealed class SqliteDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    const int LongestText = 500;

    public override string Slug => "sqlite3";

    public override string Partial => "_Sqlite";

    /// <summary>
    /// Sample texts and their names. They have quotes, wildcards or NUL characters, which cause errors in careless
    /// code.
    /// </summary>
    public ImmutableDictionary<string, string> Samples { get; } =
        ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("quote", "O'Reilly \"said\""),
                KeyValuePair.Create("wildcards", "100 %_*"),
                KeyValuePair.Create("statement", "'); drop table links;--"),
                KeyValuePair.Create("NUL", "before\0after"),
                KeyValuePair.Create("100 kB", string.Concat(Enumerable.Repeat("Grüße 😀 ", 7_700))),
            ]
        );

    /// <summary>The last text that this visitor wrote and read back; null before the first.</summary>
    public SqliteTrial? Last =>
        browser.Key is { } visitor && items.All<SqliteTrial>(visitor, Slug) is [var last, ..] ? last.Value : null;

    /// <summary>The sample with this name, otherwise the typed text.</summary>
    public string TextOf(string? sample, string? typed) =>
        sample is not null && Samples.TryGetValue(sample, out var text)
            ? text
            : string.Concat((typed ?? "").Take(LongestText));
}

/// <summary>The steps and the result of writing and reading a text.</summary>
public sealed record SqliteTrial
{
    public required IReadOnlyList<SqliteStep> Steps { get; init; }

    /// <summary>The row that was read; its text is shortened.</summary>
    public required StoredText Row { get; init; }

    public required bool IsSame { get; init; }

    public required int BytesSent { get; init; }
}

/// <param name="IsOpen">Whether the request's database connection was open after the step.</param>
/// <param name="Microseconds">The duration; null when the step ran no statement.</param>
public sealed record SqliteStep(string What, bool IsOpen, double? Microseconds);
