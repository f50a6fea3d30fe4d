using System.Text.Encodings.Web;
using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.Forms;

/// <summary>A page whose form has rules that need more than the form itself, such as "this name is taken".</summary>
public interface IValidatesFields
{
    /// <summary>
    /// Adds to the model state what else is wrong. Called after the rules of the form before each unsafe handler, and
    /// when a single field is asked about; so it only reads.
    /// </summary>
    void ValidateFields();
}

/// <summary>
/// Validates as one types by the rules of the submit: a post with the header <c>X-Validate: Form.Url</c> is answered by
/// the list items of that field's errors, and its handler does not run. Flask: Form Validation with WTForms.
/// </summary>
public sealed class FieldFilter : IAsyncPageFilter
{
    public const string Header = "X-Validate";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.HttpContext.Request;
        if (context.HandlerMethod is null || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await next();
            return;
        }
        // A handler that takes bare texts has no form to show again.
        if (context.HandlerArguments.Values.OfType<string>().Any(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status422UnprocessableEntity);
            return;
        }
        (context.HandlerInstance as IValidatesFields)?.ValidateFields();
        if (request.Headers[Header].ToString() is { Length: > 0 } field)
            context.Result = Items(context.ModelState.ErrorsOf(field));
        else
            await next();
    }

    static ContentResult Items(IEnumerable<string> errors) => new()
    {
        ContentType = "text/html; charset=utf-8",
        Content = string.Concat(errors.Select(error => $"<li>{HtmlEncoder.Default.Encode(error)}</li>")),
    };
}

public static class FormErrors
{
    /// <summary>The errors of one field, in the order of its rules.</summary>
    public static IReadOnlyList<string> ErrorsOf(this ModelStateDictionary state, string field) =>
        state.EntryOf(field) is { } entry ? [.. entry.Errors.Select(error => error.ErrorMessage)] : [];

    // A form posted without the prefix is bound too (title for Form.Title) and then has its errors under the bare
    // names.
    /// <summary>The state of one field; null when the form does not have it.</summary>
    public static ModelStateEntry? EntryOf(this ModelStateDictionary state, string field) =>
        state.TryGetValue(field, out var entry)
        || state.TryGetValue(field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..], out entry)
            ? entry
            : null;

    /// <summary>
    /// The form again, with what was typed and what is wrong: status 422 and the page, or for an htmx request only
    /// <paramref name="partial"/>.
    /// </summary>
    public static IActionResult Invalid(this PageModel page, string partial, object? model = null) =>
        page.PageOrPartial(partial, model, StatusCodes.Status422UnprocessableEntity);
}
