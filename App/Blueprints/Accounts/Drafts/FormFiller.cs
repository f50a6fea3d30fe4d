using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace App.Blueprints.Accounts.Drafts;

enum FillOutcome
{
    /// <summary>The page has no form that matches the draft.</summary>
    NoForm,

    /// <summary>The form has only buttons, so there is nothing to fill in.</summary>
    NothingTyped,

    Filled,
}

/// <summary>Fills in a form on a page with the values of a draft.</summary>
static class FormFiller
{
    const string Method = "_method";

    /// <param name="document">The page, which is changed.</param>
    /// <param name="draft">The values to fill in.</param>
    /// <param name="notice">The text above the filled form.</param>
    public static FillOutcome Fill(IHtmlDocument document, CarriedForm draft, string notice)
    {
        var values = draft.Fields.ToLookup(field => field.Key, field => field.Value);
        if (FormOf(document, draft, values) is not { } form) return FillOutcome.NoForm;
        var controls = ControlsOf(document, form);
        if (!controls.Any(IsVisible)) return FillOutcome.NothingTyped;
        foreach (var group in controls.GroupBy(NameOf)) FillControls([.. group], [.. values[group.Key]]);
        var section = document.CreateElement("div");
        section.ClassName = "notice";
        section.SetAttribute("data-category", "warning");
        section.SetAttribute("role", "status");
        var text = document.CreateElement("p");
        text.TextContent = notice;
        section.AppendChild(text);
        form.Prepend(section);
        return FillOutcome.Filled;
    }

    static IHtmlFormElement? FormOf(IHtmlDocument document, CarriedForm draft, ILookup<string, string> values)
    {
        var typed = values.Select(group => group.Key).Where(name => name != Method).ToHashSet(StringComparer.Ordinal);
        var ranked = from form in document.Forms
                     let names = ControlsOf(document, form).Select(NameOf).ToHashSet(StringComparer.Ordinal)
                     let method = form.QuerySelector($"input[type=hidden][name={Method}]")?.GetAttribute("value")
                     where string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase)
                         && (method is null || !values.Contains(Method) || values[Method].Contains(method))
                     let overlap = names.Count(typed.Contains)
                     let isSent = ActionsOf(document, form).Any(action => PathOf(action) == PathOf(draft.Action))
                     where isSent ? overlap > 0 || typed.Count == 0 : typed.Count > 0 && typed.IsSubsetOf(names)
                     orderby isSent descending, overlap descending
                     select form;
        return ranked.FirstOrDefault();
    }

    static IEnumerable<string> ActionsOf(IHtmlDocument document, IHtmlFormElement form) =>
        document.QuerySelectorAll("button[formaction]")
        .Where(button => OwnerOf(document, button) == form)
        .Select(button => button.GetAttribute("formaction")!)
        .Append(form.GetAttribute("action") ?? "");

    static List<IElement> ControlsOf(IHtmlDocument document, IHtmlFormElement form) =>
        [.. document.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(control => OwnerOf(document, control) == form)];

    static IElement? OwnerOf(IHtmlDocument document, IElement control) =>
        control.GetAttribute("form") is { } id ? document.GetElementById(id) : control.Closest("form");

    static void FillControls(IReadOnlyList<IElement> controls, IReadOnlyList<string> values)
    {
        var next = 0;
        foreach (var control in controls)
        {
            switch (TypeOf(control))
            {
                case "checkbox" or "radio":
                    Set(control, "checked", values.Contains(control.GetAttribute("value") ?? "on"));
                    break;
                case "select":
                    if (values.Count == 0) break;
                    foreach (var option in control.QuerySelectorAll("option"))
                        Set(option, "selected", values.Contains(option.GetAttribute("value") ?? option.TextContent));
                    break;
                case "password" or "file" or "submit" or "button" or "image" or "reset":
                    break;
                case "hidden" when NameOf(control) is Method or "__RequestVerificationToken":
                    break;
                case "textarea":
                    if (next < values.Count) control.TextContent = values[next++];
                    break;
                default:
                    if (next < values.Count) control.SetAttribute("value", values[next++]);
                    break;
            }
        }
    }

    static void Set(IElement element, string attribute, bool isOn)
    {
        if (isOn) element.SetAttribute(attribute, "");
        else element.RemoveAttribute(attribute);
    }

    static bool IsVisible(IElement control) =>
        TypeOf(control) is not ("hidden" or "submit" or "button" or "image" or "reset" or "password" or "file");

    static string TypeOf(IElement control) =>
        control.LocalName == "input" ? control.GetAttribute("type") ?? "text" : control.LocalName;

    static string NameOf(IElement control) => control.GetAttribute("name")!;

    static string PathOf(string url) => url.Split('?', '#')[0];
}
