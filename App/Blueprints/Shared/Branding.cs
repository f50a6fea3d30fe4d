using App.Patterns.Favicon;

namespace App.Blueprints.Shared;

/// <summary>
/// The title and colour of a library (one site with its own accounts and links), shown on every page.
/// </summary>
public sealed record Branding(string Title, string Colour)
{
    /// <summary>The library's own icon; null for the icon of the application.</summary>
    public LetterIcon? Icon { get; init; }
}

public static class BrandingExtensions
{
    /// <summary>The branding of the library that serves this request.</summary>
    public static Branding Library(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<Branding>();
    }
}
