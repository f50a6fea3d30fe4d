using AngleSharp.Html.Dom;

namespace App.Tests.Testing;

/// <summary>The fields that a browser without JavaScript sends for a form.</summary>
static class FormFields
{
    /// <summary>
    /// Returns the fields that a browser sends for the form, with the given values in place of the form's own. A name
    /// matches without case and without the prefix before a dot (<c>title</c> fills <c>Form.Title</c>). A null value
    /// removes a field. A name that the form does not have adds a field.
    /// </summary>
    public static List<KeyValuePair<string, string>> Of(
        IHtmlFormElement form,
        IReadOnlyDictionary<string, string?> values
    )
    {
        List<KeyValuePair<string, string>> fields = [];
        HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
        foreach (var element in form.Elements.OfType<IHtmlElement>())
        {
            var name = element.GetAttribute("name");
            if (name is null || element.HasAttribute("disabled")) continue;
            if (Match(values, name) is { } key)
            {
                if (given.Add(key) && values[key] is { } value) fields.Add(new(name, value));
                continue;
            }
            if (Own(element) is { } own) fields.Add(new(name, own));
        }
        fields.AddRange(from value in values
                        where value.Value is not null && !given.Contains(value.Key)
                        select new KeyValuePair<string, string>(value.Key, value.Value!));
        return fields;
    }

    /// <summary>Returns a request body with the fields, in the given encoding.</summary>
    public static HttpContent Encode(IReadOnlyList<KeyValuePair<string, string>> fields, string? encoding)
    {
        if (encoding != "multipart/form-data") return new FormUrlEncodedContent(fields);
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return parts;
    }

    static string? Match(IReadOnlyDictionary<string, string?> values, string name) => values.Keys.FirstOrDefault(key =>
        string.Equals(key, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(key, name[(name.LastIndexOf('.') + 1)..], StringComparison.OrdinalIgnoreCase));

    static string? Own(IHtmlElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
        IHtmlInputElement { Type: "submit" or "button" or "image" or "file" or "reset" } => null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };
}
