using System.Collections.Immutable;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Sqlite;

/// <summary>A text on its way into the database and back, and the connection that it took.</summary>
public sealed class SqliteDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    const int LongestText = 500;

    public override string Slug => "sqlite3";

    public override string Partial => "_Sqlite";

    /// <summary>Texts that have broken databases.</summary>
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

    /// <summary>What this visitor tried last; null when nothing was tried.</summary>
    public SqliteTrial? Last =>
        browser.Key is { } visitor && items.All<SqliteTrial>(visitor, Slug) is [var last, ..] ? last.Value : null;

    /// <summary>The sample of this name, else what was typed.</summary>
    public string TextOf(string? sample, string? typed) =>
        sample is not null && Samples.TryGetValue(sample, out var text)
            ? text
            : string.Concat((typed ?? "").Take(LongestText));
}

/// <summary>What was seen while a text was written and read.</summary>
public sealed record SqliteTrial
{
    public required IReadOnlyList<SqliteStep> Steps { get; init; }

    /// <summary>Its text is cut for showing.</summary>
    public required StoredText Row { get; init; }

    public required bool IsSame { get; init; }

    public required int BytesSent { get; init; }
}

/// <param name="IsOpen">Whether the connection of the scope was open when it was over.</param>
/// <param name="Microseconds">How long it took; null where nothing was run.</param>
public sealed record SqliteStep(string What, bool IsOpen, double? Microseconds);
