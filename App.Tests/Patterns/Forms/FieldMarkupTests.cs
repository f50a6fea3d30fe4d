using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using App.Patterns.Forms;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace App.Tests.Patterns.Forms;

/// <summary>
/// Verifies the HTML of the field tag helper, in an application that uses only the forms pattern's code folder.
/// </summary>
public sealed class FieldMarkupTests
{
    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task A_field_renders_label_control_hint_and_error_list()
    {
        var page = await Render(
            new() { Nick = "ada" }, nameof(BareForm.Nick), hint: "bare.hint", errors: ["Too short.", "Taken."]);
        var control = page.Find("input");
        Assert.Equal("Nick", page.Find("label[for=Nick]").TextContent.Replace("bare.", "", StringComparison.Ordinal));
        Assert.Equal(("Nick", "text", "ada"),
            (control.GetAttribute("name"), control.GetAttribute("type"), control.GetAttribute("value")));
        Assert.Equal("Nick-hint Nick-errors", control.GetAttribute("aria-describedby"));
        Assert.Equal("true", control.GetAttribute("aria-invalid"));
        Assert.Equal("bare.hint", page.Find("#Nick-hint").TextContent);
        Assert.Equal(["Too short.", "Taken."], page.FindAll("ul.errors#Nick-errors > li")
            .Select(error => error.TextContent));
    }

    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task Unknown_attributes_are_copied_to_the_control()
    {
        var page = await Render(
            new(), nameof(BareForm.Nick),
                attributes: new()
                {
                    ["id"] = "own",
                    ["placeholder"] = "a & \"b\"",
                    ["data-x"] = "1",
                    ["autofocus"] = ""
                });
        var control = page.Find("input#own");
        Assert.Equal(("a & \"b\"", "1"), (control.GetAttribute("placeholder"), control.GetAttribute("data-x")));
        Assert.True(control.HasAttribute("autofocus"));
        Assert.NotEmpty(page.FindAll("label[for=own]"));
        Assert.NotEmpty(page.FindAll("ul#own-errors"));
        Assert.False(page.Find("div.field").HasAttribute("placeholder"));
    }

    [Theory]
    [Trait("Statement", "P12.9")]
    [InlineData(nameof(BareForm.Nick), "3", "8", true)]
    [InlineData(nameof(BareForm.Story), null, "2000", false)]
    [InlineData(nameof(BareForm.Secret), null, null, true)]
    [InlineData(nameof(BareForm.Terms), null, null, true)]
    [InlineData(nameof(BareForm.Free), null, null, false)]
    public async Task Required_and_length_attributes_are_derived_from_the_validation_rules(
        string property, string? min, string? max, bool isRequired)
    {
        var page = await Render(new(), property, control: property == nameof(BareForm.Story) ? "textarea" : "input");
        var control = page.Find("input, textarea");
        Assert.Equal((min, max, isRequired),
            (control.GetAttribute("minlength"), control.GetAttribute("maxlength"), control.HasAttribute("required")));
    }

    [Theory]
    [Trait("Statement", "P12.9")]
    [InlineData(nameof(BareForm.Nick), "input")]
    [InlineData(nameof(BareForm.Story), "textarea")]
    public async Task A_value_is_escaped_once(string property, string element)
    {
        const string typed = "\n<script>\"&amp;'</textarea>";
        var page = await Render(new(), property, control: element, typed: typed);
        var control = page.Find(element);
        Assert.Equal(typed, element == "input" ? control.GetAttribute("value") : control.TextContent);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task A_password_value_is_never_rendered()
    {
        var page = await Render(new() { Secret = "s3cret words" }, nameof(BareForm.Secret), typed: "s3cret words");
        Assert.Equal("password", page.Find("input").GetAttribute("type"));
        Assert.False(page.Find("input").HasAttribute("value"));
        Assert.DoesNotContain("s3cret", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Statement", "P12.9")]
    public async Task A_checkbox_keeps_its_value_and_is_checked_according_to_the_form(bool isOn)
    {
        var control = (await Render(new() { Terms = isOn }, nameof(BareForm.Terms)))
            .Find("label > input[type=checkbox]");
        Assert.Equal(("true", isOn), (control.GetAttribute("value"), control.HasAttribute("checked")));
    }

    sealed class BareForm
    {
        [DataRequired, TextLength(3, 8)]
        public string Nick { get; set; } = "";

        [TextLength(0, 2000)]
        public string Story { get; set; } = "";

        [DataRequired, DataType(DataType.Password)]
        public string Secret { get; set; } = "";

        [MustBeTrue]
        public bool Terms { get; set; }

        public string Free { get; set; } = "";
    }

    static async Task<Answer> Render(
        BareForm form, string property, string control = "input", string? hint = null, string? typed = null,
            string[]? errors = null,
        Dictionary<string, string>? attributes = null)
    {
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseRouting();
                app.MapGet("/field", async (HttpContext context) =>
                {
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.WriteAsync(
                        await FieldOf(context, form, property, control, hint, typed, errors ?? [], attributes ?? []));
                });
            },
            builder =>
            {
                builder.Services.AddSingleton<IStringLocalizer, KeysAsTexts>();
                builder.Services.AddForms();
                builder.Services.AddMvcCore().AddViews();
            });
        using var visitor = app.NewVisitor();
        return await visitor.Get("/field");
    }

    static async Task<string> FieldOf(
        HttpContext context, BareForm form, string property, string control, string? hint, string? typed,
            string[] errors,
        Dictionary<string, string> attributes)
    {
        var services = context.RequestServices;
        var metadata = services.GetRequiredService<IModelMetadataProvider>();
        var view = new ViewContext
        {
            HttpContext = context,
            RouteData = new RouteData(),
            ActionDescriptor = new ActionDescriptor()
        };
        view.ViewData = new ViewDataDictionary<BareForm>(metadata, view.ModelState) { Model = form };
        if (typed is not null) view.ModelState.SetModelValue(property, typed, typed);
        foreach (var error in errors) view.ModelState.AddModelError(property, error);
        var explorer = metadata.GetModelExplorerForType(typeof(BareForm), form).GetExplorerForProperty(property)!;
        var helper = new FieldTagHelper(services.GetRequiredService<IStringLocalizer>())
        {
            For = new ModelExpression(property, explorer),
            Label = $"bare.{property}",
            Hint = hint,
            As = control,
            ViewContext = view,
        };
        var given = new TagHelperAttributeList(
            attributes.Select(attribute => new TagHelperAttribute(attribute.Key, attribute.Value)));
        var output = new TagHelperOutput(
            "field", given, (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        await helper.ProcessAsync(new TagHelperContext([], new Dictionary<object, object>(), "one"), output);
        await using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
