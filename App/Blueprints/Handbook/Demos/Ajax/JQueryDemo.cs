using System.Collections.Immutable;

namespace App.Blueprints.Handbook.Demos.Ajax;

/// <summary>Two numbers are added while they are typed, and names of chapters found by a script.</summary>
public sealed class JQueryDemo : Demonstration
{
    /// <summary>Names to find, two of them to see that an answer is text.</summary>
    public static readonly ImmutableArray<string> Topics =
    [
        .. Chapters.All.Select(chapter => chapter.Slug),
        "<b>bold</b>",
        "</script><script>",
    ];

    public override string Slug => "jquery";

    public override string Partial => "_JQuery";

    public string SumPartial => "_JQuerySum";

    /// <summary>Queries that are worth a look.</summary>
    public IReadOnlyList<string> Queries { get; } =
    [
        "a=2&b=3",
        "a=2.5&b=3",
        "a=+3+&b=1",
        "a=-5",
        "a=1&a=9",
        "a=x&b=2",
        "a=0x10",
        "a=1_000",
        "a=99999999999999999999&b=1",
    ];

    public Sum? Sum { get; set; }
}

/// <summary>What was sent, as it was sent, and what came of it.</summary>
public sealed record Sum(string A, string B, long Result);
