using App.Patterns.Favicon;

namespace App.Blueprints.Shared;

/// <summary>What a library is called and what colour it has, on every page.</summary>
public sealed record Branding(string Title, string Colour)
{
    /// <summary>The icon of this library alone; null for the icon of the program.</summary>
    public LetterIcon? Icon { get; init; }
}

public static class LibraryLooks
{
    /// <summary>The look of the library that answers this request.</summary>
    public static Branding Library(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<Branding>();
    }
}
