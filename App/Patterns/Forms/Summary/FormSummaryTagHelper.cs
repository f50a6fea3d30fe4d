using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms.Summary;

/// <summary>
/// <c>&lt;form-summary /&gt;</c> at the top of an invalid form shows the number of invalid fields and the errors that
/// belong to no field.
/// </summary>
/// <remarks>Renders nothing when the form is valid. Flask documentation: Form Validation with WTForms.</remarks>
/// <param name="texts">The translated texts in the language of the request.</param>
[HtmlTargetElement("form-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormSummaryTagHelper(IStringLocalizer texts) : TagHelper
{
    /// <summary>The view that contains the tag. Set by Razor.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = ViewContext.ModelState;
        if (state.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        var ofForm = state.ErrorsOf("");
        var fields = state.Count(entry => entry.Key.Length > 0 && entry.Value!.Errors.Count > 0);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("role", "alert");
        var list = FieldTagHelper.Element("ul", ("class", "errors"));
        if (fields > 0) list.Content.AppendHtml(FieldTagHelper.Text("li", null, null, texts["forms.summary", fields]));
        foreach (var error in ofForm) list.Content.AppendHtml(FieldTagHelper.Text("li", null, null, error));
        output.Content.SetHtmlContent(list);
    }
}
