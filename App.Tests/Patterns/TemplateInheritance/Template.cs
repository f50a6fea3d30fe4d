using System.Text.Encodings.Web;
using App.Patterns.TemplateInheritance;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.TemplateInheritance;

/// <summary>Runs templates without Razor, but in Razor's order: first the page, then the layouts.</summary>
sealed class Template(string path, RouteData request)
{
    readonly ViewContext view = new() { ExecutingFilePath = path, RouteData = request };
    IDictionary<object, object> items = new Dictionary<object, object>();

    public static RouteData NewPage() => new();

    public Task<IHtmlContent> Block(string name, params object[] content) =>
        Run(new BlockTagHelper { Name = name, ViewContext = view }, content);

    public Task<IHtmlContent> Override(string block, params object[] content) =>
        Run(new OverrideTagHelper { Block = block, ViewContext = view }, content);

    public Func<Task<IHtmlContent>> Super => () => Run(new SuperTagHelper(), []);

    public static string Text(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    /// <summary>
    /// Runs a tag helper with its content. Text in the content is escaped. A function in the content is a nested tag,
    /// which runs while the outer tag runs.
    /// </summary>
    async Task<IHtmlContent> Run(TagHelper helper, object[] content)
    {
        var outer = items;
        items = new Dictionary<object, object>(outer);
        var context = new TagHelperContext([], items, Guid.NewGuid().ToString());
        var output = new TagHelperOutput("tag", [], async (_, _) =>
        {
            var child = new DefaultTagHelperContent();
            foreach (var part in content)
                if (part is Func<Task<IHtmlContent>> tag) child.AppendHtml(await tag());
                else child.Append((string)part);
            return child;
        });
        await helper.ProcessAsync(context, output);
        items = outer;
        return output;
    }
}
