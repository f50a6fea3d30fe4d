using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// How a page is opened. The default is a wide, light, English page with JavaScript on which no request may fail.
/// </summary>
public sealed record PageOptions
{
    public static ViewportSize Wide => new() { Width = 1280, Height = 800 };

    public static ViewportSize Phone => new() { Width = 390, Height = 844 };

    public bool JavaScript { get; init; } = true;

    public ViewportSize Viewport { get; init; } = Wide;

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    public string Locale { get; init; } = "en";

    /// <summary>With it, <c>GotoAsync("/en/links")</c> is enough.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Statuses from 400 on that the test means to provoke, such as 404 or 422.</summary>
    public int[] ExpectedStatuses { get; init; } = [];

    /// <summary>Console errors that the test means to provoke: any message that contains one of these.</summary>
    public string[] ExpectedErrors { get; init; } = [];
}
