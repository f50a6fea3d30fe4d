using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using App.Patterns.Ajax;
using App.Patterns.Forms.Partials;
using App.Patterns.Forms;
using App.Patterns.Forms.Summary;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Internal;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace App.Tests.Patterns.Forms;

public sealed class SampleForm
{
    [DataRequired, TextLength(4, 25)]
    public string Name { get; set; } = "";

    [DataRequired, DataType(DataType.Password)]
    public string Secret { get; set; } = "";

    [EqualTo(nameof(Secret)), DataType(DataType.Password)]
    public string Repeat { get; set; } = "";

    [MustBeTrue]
    public bool Terms { get; set; }

    public int Days { get; set; } = 1;
}

/// <summary>A page model like the ones that applications write to use the forms pattern.</summary>
[IgnoreAntiforgeryToken]
public sealed class FormPageModel(ConcurrentQueue<string> saved) : PageModel, IValidatesFields
{
    [BindProperty]
    public SampleForm Form { get; set; } = new();

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return this.Invalid("_Form");
        saved.Enqueue($"{Form.Name}, {Form.Days} days");
        return this.SeeOther("/saved");
    }

    public void ValidateFields()
    {
        if (Form.Name == "<Ada>") ModelState.AddModelError("Form.Name", "<Ada> is taken.");
        if (Form.Days < 0) ModelState.AddModelError("", "This form ends before it begins.");
    }
}

/// <summary>The code that Razor generates for a page that includes the partial <c>_Form</c>.</summary>
public sealed class FormPage : Page
{
    public ViewDataDictionary<FormPageModel> ViewData => (ViewDataDictionary<FormPageModel>)PageContext.ViewData;

    public FormPageModel Model => ViewData.Model;

    [RazorInject]
    public IHtmlHelper<FormPageModel> Html { get; set; } = null!;

    public override async Task ExecuteAsync()
    {
        WriteLiteral("<main>");
        Write(await Html.PartialAsync("_Form", Model));
        WriteLiteral("</main>");
    }
}

/// <summary>
/// The code that Razor generates for <c>&lt;form-summary /&gt;</c> and a <c>&lt;field for="…"&gt;</c> per property.
/// </summary>
public sealed class FormPartial : RazorPage<FormPageModel>
{
    [RazorInject]
    public IModelExpressionProvider Expressions { get; set; } = null!;

    public override async Task ExecuteAsync()
    {
        WriteLiteral("<form method=\"post\">");
        await Tag(CreateTagHelper<FormSummaryTagHelper>());
        await Field(page => page.Form.Name);
        await Field(page => page.Form.Secret);
        await Field(page => page.Form.Repeat);
        await Field(page => page.Form.Terms);
        await Field(page => page.Form.Days);
        WriteLiteral("</form>");
    }

    Task Field<T>(Expression<Func<FormPageModel, T>> property)
    {
        var field = CreateTagHelper<FieldTagHelper>();
        field.For = Expressions.CreateModelExpression(ViewData, property);
        field.Label = field.For.Name;
        return Tag(field);
    }

    async Task Tag(TagHelper helper)
    {
        var output = new TagHelperOutput(
            "tag", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        await helper.ProcessAsync(new TagHelperContext([], new Dictionary<object, object>(), "one"), output);
        Write(output);
    }
}
