using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary><c>&lt;field for="…"&gt;</c> renders one field of a form: label, control, hint and errors.</summary>
/// <remarks>
/// Unknown attributes are copied to the control. The content of the tag is rendered after the control. With the
/// attribute <c>validate</c> the server validates the field each time its value changes. Flask documentation: Form
/// Validation with WTForms, Forms in Templates (<c>render_field</c>).
/// </remarks>
/// <param name="texts">The translated texts in the language of the request.</param>
[HtmlTargetElement("field", Attributes = "for")]
public sealed class FieldTagHelper(IStringLocalizer texts) : TagHelper
{
    /// <summary>The property of the form object that the field edits.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>The translation key of the label.</summary>
    public required string Label { get; set; }

    /// <summary>The translation key of the hint, the line below the control; null for none.</summary>
    public string? Hint { get; set; }

    /// <summary>The element of the control: <c>input</c> (the default), <c>textarea</c> or <c>select</c>.</summary>
    public string As { get; set; } = "input";

    /// <summary>The type of an <c>input</c>. Null means that the type is derived from the property.</summary>
    public string? Type { get; set; }

    /// <summary>The options of a <c>select</c>.</summary>
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    /// <summary>The view that contains the tag. Set by Razor.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    string InputType => Type ?? FieldValues.TypeOf(For.Metadata);

    bool IsTick => As == "input" && InputType == "checkbox";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var inner = await output.GetChildContentAsync();
        var errors = ViewContext.ModelState.ErrorsOf(Name);
        var control = Control([.. output.Attributes], errors.Count > 0);
        var hint = Hint is null ? null : Text(IsTick ? "span" : "p", "hint", $"{Id(control)}-hint", texts[Hint]);
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        if (IsTick) output.Content.AppendHtml(Tick(control, hint)).AppendHtml(inner);
        else output.Content.AppendHtml(LabelFor(control)).AppendHtml(control).AppendHtml(inner).AppendHtml(hint);
        output.Content.AppendHtml(List(errors, $"{Id(control)}-errors"));
    }

    TagHelperOutput LabelFor(TagHelperOutput control)
    {
        var label = Element("label", ("for", Id(control)));
        label.Content.SetContent(texts[Label]);
        return label;
    }

    TagHelperOutput Tick(TagHelperOutput control, TagHelperOutput? hint)
    {
        var text = Element("span");
        text.Content.Append(texts[Label]).Append(" ").AppendHtml(hint);
        var label = Element("label", ("class", "check"));
        label.Content.AppendHtml(control).Append(" ").AppendHtml(text);
        return label;
    }

    TagHelperOutput Control(TagHelperAttributeList given, bool isInvalid)
    {
        var control = Element(As);
        var attributes = control.Attributes;
        var id = given["id"]?.Value.ToString() ?? TagBuilder.CreateSanitizedId(Name, "_");
        attributes.SetAttribute("id", id);
        attributes.SetAttribute("name", Name);
        if (As == "input")
            attributes.SetAttribute("type", InputType);
        foreach (var (name, value) in FieldRuleAttribute.Of(For.Metadata).SelectMany(rule => rule.Attributes))
            attributes.SetAttribute(name, value);
        // Removes "required" from a select without an empty first option, because HTML does not allow it there.
        if (As == "select" && Items.FirstOrDefault()?.Value is not "") attributes.RemoveAll("required");
        var text = FieldValues.Of(ViewContext.ModelState, Name, For);
        foreach (var rule in FieldRuleAttribute.Of(For.Metadata).OfType<TextLengthAttribute>()) text = rule.Echo(text);
        Fill(control, text);
        attributes.SetAttribute("aria-describedby", Hint is null ? $"{id}-errors" : $"{id}-hint {id}-errors");
        if (isInvalid) attributes.SetAttribute("aria-invalid", "true");
        if (given.TryGetAttribute("validate", out var validate)) Validate(attributes, id, validate);
        given.RemoveAll("validate");
        if (!ViewContext.ModelState.IsValid) given.RemoveAll("autofocus");
        foreach (var attribute in given) attributes.SetAttribute(attribute);
        if (isInvalid && FieldValues.IsFirst(ViewContext)) attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        return control;
    }

    void Fill(TagHelperOutput control, string value)
    {
        if (As == "textarea")
        {
            // Adds a line break, because the HTML parser drops the first line break in a textarea.
            control.Content.AppendHtml("\n").Append(value);
        }
        else if (As == "select")
        {
            foreach (var item in Items) control.Content.AppendHtml(Option(item, value));
        }
        else
        {
            control.TagMode = TagMode.StartTagOnly;
            if (IsTick) control.Attributes.SetAttribute("value", "true");
            else if (InputType is not ("password" or "file")) control.Attributes.SetAttribute("value", value);
            if (IsTick && value == "true") control.Attributes.SetAttribute("checked", "checked");
        }
    }

    static TagHelperOutput Option(SelectListItem item, string value)
    {
        var option = Element("option", ("value", item.Value));
        if (item.Value == value) option.Attributes.SetAttribute("selected", "selected");
        if (item.Disabled) option.Attributes.SetAttribute("disabled", "disabled");
        option.Content.SetContent(item.Text);
        return option;
    }

    void Validate(TagHelperAttributeList attributes, string id, TagHelperAttribute validate)
    {
        var request = ViewContext.HttpContext.Request;
        attributes.SetAttribute(
            "hx-post",
            validate.Value?.ToString() is { Length: > 0 } url
                ? url
                : $"{request.PathBase}{request.Path}{request.QueryString}"
        );
        attributes.SetAttribute("hx-trigger", "change");
        attributes.SetAttribute("hx-target", $"#{id}-errors");
        attributes.SetAttribute("hx-swap", "innerHTML");
        // An error response such as 400 or 500 contains no list of errors, so htmx must not swap it in.
        attributes.SetAttribute("hx-status:4xx", "swap:none");
        attributes.SetAttribute("hx-status:5xx", "swap:none");
        attributes.SetAttribute(
            "hx-headers",
            JsonSerializer.Serialize(new Dictionary<string, string> { [FieldFilter.Header] = Name })
        );
    }

    static TagHelperOutput List(IReadOnlyList<string> errors, string id)
    {
        var list = Element("ul", ("class", "errors"), ("id", id), ("aria-live", "polite"));
        foreach (var error in errors) list.Content.AppendHtml(Text("li", null, null, error));
        return list;
    }

    internal static TagHelperOutput Text(string tag, string? cssClass, string? id, string text)
    {
        var element = Element(tag);
        if (cssClass is not null) element.Attributes.SetAttribute("class", cssClass);
        if (id is not null) element.Attributes.SetAttribute("id", id);
        element.Content.SetContent(text);
        return element;
    }

    static string Id(TagHelperOutput control) => control.Attributes["id"].Value.ToString()!;

    internal static TagHelperOutput Element(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new TagHelperOutput(tag, [], (_, _) =>
            Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );
        foreach (var (name, value) in attributes)
            element.Attributes.SetAttribute(name, value);
        return element;
    }
}
