using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Handbook.Demos.TemplateInheritance;

/// <summary>Renders a view with its layouts to a string during the rendering of a page.</summary>
public sealed class DrawnView(IRazorViewEngine engine, ITempDataProvider temporary, IHttpContextAccessor accessor)
{
    public async Task<string> Draw(string path, object model)
    {
        var context = accessor.HttpContext!;
        var view = engine.GetView(null, path, isMainPage: true).EnsureSuccessful([]).View!;
        // Uses new RouteData. Template blocks are stored in RouteData, and those of the current page must stay
        // unchanged.
        var action = new ActionContext(context, new RouteData(), new ActionDescriptor());
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = model,
        };
        using var text = new StringWriter();
        await view.RenderAsync(
            new ViewContext(
                action,
                view,
                data,
                new TempDataDictionary(context, temporary),
                text,
                new HtmlHelperOptions()
            )
        );
        return text.ToString();
    }
}
