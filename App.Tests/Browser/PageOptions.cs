using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Options for a page. The default is wide, light and English, with JavaScript; no request may fail.
/// </summary>
public sealed record PageOptions
{
    public static ViewportSize Wide => new() { Width = 1280, Height = 800 };

    public static ViewportSize Phone => new() { Width = 390, Height = 844 };

    public bool JavaScript { get; init; } = true;

    public ViewportSize Viewport { get; init; } = Wide;

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    public string Locale { get; init; } = "en";

    /// <summary>The base URL, so that <c>GotoAsync("/en/links")</c> works.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Expected statuses of 400 and above, such as 404 or 422.</summary>
    public int[] ExpectedStatuses { get; init; } = [];

    /// <summary>Expected console errors: any message that contains one of these.</summary>
    public string[] ExpectedErrors { get; init; } = [];
}
