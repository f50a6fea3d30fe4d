using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.Forms.Partials;

/// <summary>
/// Redisplays an invalid form: as a page, or as a partial view for an htmx request. Flask documentation: Form
/// Validation with WTForms.
/// </summary>
public static class InvalidForms
{
    /// <summary>Redisplays the form with the entered values and the errors, with status 422.</summary>
    /// <param name="page">The page model.</param>
    /// <param name="partial">The name of the partial that an htmx request gets instead of the page.</param>
    /// <param name="model">The model of the partial; null for the page model.</param>
    /// <returns>The page or the partial.</returns>
    public static IActionResult Invalid(this PageModel page, string partial, object? model = null) =>
        page.PageOrPartial(partial, model, StatusCodes.Status422UnprocessableEntity);
}
