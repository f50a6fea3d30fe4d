using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// A form that was sent but not processed, for example because the session had ended. The sign-in page carries its
/// values in hidden fields.
/// </summary>
/// <param name="Page">The page of the form, a local path that supports GET.</param>
/// <param name="Action">The path that the form was sent to.</param>
/// <param name="Fields">Names and values, without files, passwords and the antiforgery token.</param>
public sealed record CarriedForm(string Page, string Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>
    /// Maximum size of the names and values of all fields together, in UTF-8 bytes. A larger form is not preserved.
    /// </summary>
    public const int MaxBytes = 2_000_000;

    /// <summary>
    /// Maximum number of fields. ASP.NET Core accepts 1,024 fields in a form; the sign-in page adds a few of its own.
    /// </summary>
    public const int MaxFields = 1_000;

    public const string PageField = "unsent-page";
    public const string ActionField = "unsent-action";
    public const string Prefix = "unsent-field:";

    /// <summary>Reads the form of a request.</summary>
    /// <returns>Null if the request has no form, or if the form is too large or contains a file.</returns>
    public static async Task<CarriedForm?> ReadAsync(HttpRequest request, string? page)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType || request.ContentLength is null or > 3 * MaxBytes) return null;
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            if (Unpack(form) is { } carried) return carried;
            if (form.Files.Any(file => file.Length > 0)) return null;
            var passwords = PasswordsOf(request.HttpContext.GetEndpoint());
            var own = $"{request.PathBase}{request.Path}";
            return Bounded(page ?? own, own, from field in form
                                             where !IsSecret(field.Key, passwords)
                                             from value in field.Value
                                             select new KeyValuePair<string, string>(field.Key, value ?? ""));
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Restores an unsent form from the hidden fields that the partial view <c>_CarriedFields</c> writes. Null if there
    /// are none.
    /// </summary>
    public static CarriedForm? Unpack(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (LocalPath.Of(form[PageField]) is not { } page) return null;
        if (LocalPath.Of(form[ActionField]) is not { } action) return null;
        return Bounded(page, action, from field in form
                                     where field.Key.StartsWith(Prefix, StringComparison.Ordinal)
                                     let name = field.Key[Prefix.Length..]
                                     where !IsSecret(name, [])
                                     from value in field.Value
                                     select new KeyValuePair<string, string>(name, value ?? ""));
    }

    static CarriedForm? Bounded(string page, string action, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var list = fields.Take(MaxFields + 1).ToList();
        var bytes = list.Sum(
            field => (long)Encoding.UTF8.GetByteCount(field.Key) + Encoding.UTF8.GetByteCount(field.Value));
        return list.Count is 0 or > MaxFields || bytes > MaxBytes ? null : new(page, action, list);
    }

    static bool IsSecret(string name, HashSet<string> passwords)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return name == "__RequestVerificationToken" || name.Contains("password", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(Prefix, StringComparison.Ordinal) || name is PageField or ActionField
            || passwords.Contains(last);
    }

    // Returns the names of the form properties that have [DataType(DataType.Password)] on the page that receives the
    // form.
    static HashSet<string> PasswordsOf(Endpoint? endpoint)
    {
        var properties = endpoint?.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.BoundProperties ?? [];
        return properties.OfType<PageBoundPropertyDescriptor>()
            .SelectMany(property => property.Property.PropertyType.GetProperties().Append(property.Property))
            .Where(property => property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.Password)
            .Select(property => property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
