namespace App.Blueprints.Shared;

/// <summary>What a library is called and what colour it has, on every page.</summary>
public sealed record LibraryLook(string Title, string Colour);

public static class LibraryLooks
{
    /// <summary>The look of the library that answers this request.</summary>
    public static LibraryLook Library(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<LibraryLook>();
    }
}
