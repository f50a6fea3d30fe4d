using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>
/// Stands at the head of a form and speaks up when it was refused: how many entries need another look, and the errors that
/// belong to no field.
/// </summary>
[HtmlTargetElement("form-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormSummaryTagHelper(IStringLocalizer texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

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
        output.Attributes.SetAttribute("class", "form-summary");
        output.Attributes.SetAttribute("role", "alert");
        if (fields > 0) output.Content.AppendHtml(Paragraph(texts["forms.summary", fields]));
        foreach (var error in ofForm) output.Content.AppendHtml(Paragraph(error));
    }

    static TagHelperOutput Paragraph(string text)
    {
        var paragraph = FieldTagHelper.Element("p");
        paragraph.Content.SetContent(text);
        return paragraph;
    }
}
