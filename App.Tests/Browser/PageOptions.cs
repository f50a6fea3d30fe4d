using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Options for a page. The default page is wide, light and English, with JavaScript. By default, a failed request fails
/// the test.
/// </summary>
public sealed record PageOptions
{
    public static ViewportSize Wide => new() { Width = 1280, Height = 800 };

    public static ViewportSize Phone => new() { Width = 390, Height = 844 };

    public bool JavaScript { get; init; } = true;

    public ViewportSize Viewport { get; init; } = Wide;

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    public string Locale { get; init; } = "en";

    /// <summary>The base of relative URLs, such as the one in <c>GotoAsync("/en/links")</c>.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Statuses of 400 and above that the test expects, such as 404 or 422.</summary>
    public int[] ExpectedStatuses { get; init; } = [];

    /// <summary>
    /// Texts of expected console errors. A message that contains one of these texts does not fail the test.
    /// </summary>
    public string[] ExpectedErrors { get; init; } = [];
}
