using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace App.Patterns.Forms;

/// <summary>
/// Implemented by a page model whose validation rules need data outside the form, such as "this name is taken".
/// </summary>
public interface IValidatesFields
{
    /// <summary>Adds further errors to the model state.</summary>
    /// <remarks>
    /// Called after the rules of the form: before each handler of an unsafe HTTP method, and for each validation of a
    /// single field. The implementation must not write to the database.
    /// </remarks>
    void ValidateFields();
}

/// <summary>Validates a single field each time its value changes, by the same rules as the submitted form.</summary>
/// <remarks>
/// A POST with the header <c>X-Validate: Form.Url</c> gets the errors of that field as list items. The page handler
/// does not run. Flask documentation: Form Validation with WTForms.
/// </remarks>
public sealed class FieldFilter : IAsyncPageFilter
{
    /// <summary>The request header that names the field to validate.</summary>
    public const string Header = "X-Validate";

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
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
        // Responds with an empty 422 to a string parameter that contains U+0000. A handler with string parameters has
        // no form to redisplay.
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

/// <summary>Reads the validation errors of form fields. Flask documentation: Form Validation with WTForms.</summary>
public static class FormErrors
{
    /// <summary>Returns the errors of one field, in the order of its rules.</summary>
    /// <param name="state">The model state of the page.</param>
    /// <param name="field">
    /// The name of the field, such as <c>Form.Title</c>; empty for errors of the whole form.
    /// </param>
    /// <returns>The messages; empty when the field is valid or unknown.</returns>
    public static IReadOnlyList<string> ErrorsOf(this ModelStateDictionary state, string field) =>
        state.EntryOf(field) is { } entry ? [.. entry.Errors.Select(error => error.ErrorMessage)] : [];

    /// <summary>Returns the model state of one field.</summary>
    /// <remarks>
    /// ASP.NET Core also accepts a form that was posted without the prefix <c>Form.</c> in its field names. Then the
    /// model state has <c>Title</c> instead of <c>Form.Title</c>, and this method returns that entry.
    /// </remarks>
    /// <param name="state">The model state of the page.</param>
    /// <param name="field">The name of the field, such as <c>Form.Title</c>.</param>
    /// <returns>The entry; null when the form does not have the field.</returns>
    public static ModelStateEntry? EntryOf(this ModelStateDictionary state, string field) =>
        state.TryGetValue(field, out var entry)
        || state.TryGetValue(field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..], out entry)
            ? entry
            : null;
}
