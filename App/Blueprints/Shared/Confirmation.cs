using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Shared;

/// <summary>The confirmation before a permanent deletion: a page, or the content of a dialog for htmx.</summary>
public sealed record Confirmation
{
    /// <summary>The form field that marks a confirmed request.</summary>
    public const string Field = "confirmed";

    /// <summary>The question, which names the things to delete.</summary>
    public required string Question { get; init; }

    /// <summary>Sentences about the consequences, above all about what cannot be undone.</summary>
    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>The label of the button that deletes.</summary>
    public required string Button { get; init; }

    /// <summary>The URL that receives the DELETE request.</summary>
    public required string Url { get; init; }

    /// <summary>The URL to return to without deleting.</summary>
    public required string Cancel { get; init; }

    /// <summary>Fields of the original form, which the confirmed request sends again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];
}

/// <summary>Requests a confirmation before a handler deletes something.</summary>
public static class Confirmations
{
    /// <summary>
    /// Whether the request is confirmed. If it is not, the handler must change nothing and return the result of
    /// <see cref="RequireConfirmation"/>.
    /// </summary>
    public static bool IsConfirmed(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Request.HasFormContentType && page.Request.Form[Confirmation.Field] == "true";
    }

    /// <summary>Renders the confirmation as a page, or as a fragment for the dialog <c>#confirm</c>.</summary>
    public static IActionResult RequireConfirmation(this PageModel page, Confirmation confirmation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(confirmation);
        // Without a title, htmx does not change the title of the page behind the dialog.
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
