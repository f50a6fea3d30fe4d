using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Shared;

/// <summary>
/// The question before something is deleted that cannot be restored: a page, or for htmx the content of a dialog.
/// </summary>
public sealed record Confirmation
{
    /// <summary>The form field that a confirmed request carries.</summary>
    public const string Field = "confirmed";

    /// <summary>What would be deleted, as a question.</summary>
    public required string Question { get; init; }

    /// <summary>What that means, in sentences: above all what cannot be undone.</summary>
    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>The label of the button that deletes.</summary>
    public required string Button { get; init; }

    /// <summary>The URL that takes DELETE.</summary>
    public required string Url { get; init; }

    /// <summary>The page to return to without deleting.</summary>
    public required string Cancel { get; init; }

    /// <summary>Fields of the first form that the confirmed request needs too.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];
}

/// <summary>Asks before a handler deletes.</summary>
public static class Confirmations
{
    /// <summary>
    /// Whether the person has confirmed. Without it the handler changes nothing and returns <see cref="AskFirst"/>.
    /// </summary>
    public static bool IsConfirmed(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Request.HasFormContentType && page.Request.Form[Confirmation.Field] == "true";
    }

    /// <summary>The question as a page, or as a fragment for the dialog <c>#confirm</c>.</summary>
    public static IActionResult AskFirst(this PageModel page, Confirmation confirmation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(confirmation);
        // A dialog has no title of its own; the one of the page stays.
        page.ViewData["Title"] = page.Request.WantsFragment() ? null : confirmation.Question;
        return page.Fragment("_Confirm", confirmation);
    }

    /// <summary>The URL of a page in the language of the request.</summary>
    public static string UrlOf(this PageModel page, string path)
    {
        ArgumentNullException.ThrowIfNull(page);
        return $"{page.HttpContext.PageRoot()}{path}";
    }
}
