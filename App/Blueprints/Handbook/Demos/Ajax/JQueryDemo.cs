using System.Collections.Immutable;

namespace App.Blueprints.Handbook.Demos.Ajax;

/// <summary>Adds two numbers while they are typed, and searches names with JavaScript.</summary>
public sealed class JQueryDemo : Demonstration
{
    /// <summary>Names for the search. Two contain HTML, to show that the response is rendered as text.</summary>
    public static readonly ImmutableArray<string> Topics =
    [
        .. Chapters.All.Select(chapter => chapter.Slug),
        "<b>bold</b>",
        "</script><script>",
    ];

    public override string Slug => "jquery";

    public override string Partial => "_JQuery";

    public string SumPartial => "_JQuerySum";

    /// <summary>Example query strings with valid and invalid numbers to add.</summary>
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

/// <summary>The query parameters <c>a</c> and <c>b</c> as they were sent, and their sum.</summary>
public sealed record Sum(string A, string B, long Result);
