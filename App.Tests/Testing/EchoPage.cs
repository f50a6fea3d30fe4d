using System.Globalization;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Internal;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.Hosting;

namespace App.Tests.Testing;

/// <summary>
/// A page that returns its route values. The query string can request another output: <c>?to=/Folder/Page</c> (with
/// <c>lang=</c>) returns the URL of that page, <c>?partial=_Name</c> renders a partial, and <c>?blueprint=1</c> returns
/// the name of the page's blueprint.
/// </summary>
public sealed class EchoPage : Page
{
    public ViewDataDictionary<EchoPage> ViewData => (ViewDataDictionary<EchoPage>)PageContext.ViewData;

    public EchoPage Model => ViewData.Model;

    [RazorInject]
    public IHtmlHelper<EchoPage> Html { get; set; } = null!;

    [RazorInject]
    public IUrlHelper Url { get; set; } = null!;

    public override async Task ExecuteAsync()
    {
        if (HttpContext.Request.Query["to"] is [{ } target])
            WriteLiteral(
                HttpContext.Request.Query["lang"] is [{ } lang] ? Url.Page(target, new { lang }) : Url.Page(target)
            );
        else if (HttpContext.Request.Query["partial"] is [{ } partial])
            Write(await Html.PartialAsync(partial));
        else if (HttpContext.Request.Query.ContainsKey("blueprint"))
            WriteLiteral(HttpContext.Blueprint()?.Name);
        else
            WriteLiteral(
                $"{ViewContext.ActionDescriptor.DisplayName} {CultureInfo.CurrentCulture.Name} "
                    + string.Join(
                        ',',
                        HttpContext
                            .Request.RouteValues.Where(value => value.Key != "page")
                            .Select(value => $"{value.Key}={value.Value}")
                    )
            );
    }
}

/// <summary>A page of the host application that replaces a page of a blueprint.</summary>
public sealed class HostsPage : Page
{
    public ViewDataDictionary<HostsPage> ViewData => (ViewDataDictionary<HostsPage>)PageContext.ViewData;

    public HostsPage Model => ViewData.Model;

    public override Task ExecuteAsync()
    {
        WriteLiteral("the host's page");
        return Task.CompletedTask;
    }
}

/// <summary>A partial of a blueprint; <see cref="HostsPartial"/> replaces it.</summary>
public class BlueprintsPartial : RazorPage<object>
{
    public override Task ExecuteAsync()
    {
        WriteLiteral("the blueprint's");
        return Task.CompletedTask;
    }
}

public sealed class HostsPartial : RazorPage<object>
{
    public override Task ExecuteAsync()
    {
        WriteLiteral("the host's");
        return Task.CompletedTask;
    }
}

/// <summary>An application part that provides the pages and partials of a test, as a compiled assembly does.</summary>
public sealed class TestViews : ApplicationPart, IRazorCompiledItemProvider
{
    readonly List<RazorCompiledItem> items = [];

    public override string Name => "Views of a test";

    public IEnumerable<RazorCompiledItem> CompiledItems => items;

    /// <summary>
    /// Adds a page <c>/Folder/Name</c> below the root <c>/Blueprints</c>. <paramref name="address"/> is the route that
    /// a <c>@page</c> directive contains.
    /// </summary>
    public TestViews Page(string page, string address) => Page<EchoPage>(page, address);

    public TestViews Page<T>(string page, string address) where T : Page
    {
        items.Add(
            new Item(
                $"/Blueprints{page}.cshtml",
                "mvc.1.0.razor-page",
                typeof(T),
                new RazorCompiledItemMetadataAttribute("RouteTemplate", address)
            )
        );
        return this;
    }

    public TestViews Partial<T>(string view)
    {
        items.Add(new Item($"/Blueprints{view}.cshtml", "mvc.1.0.view", typeof(T)));
        return this;
    }

    public void AddTo(IServiceCollection services) =>
        services
            .AddRazorPages(options => options.RootDirectory = "/Blueprints")
            .ConfigureApplicationPartManager(parts =>
            {
                parts.ApplicationParts.Clear();
                parts.ApplicationParts.Add(this);
            });

    sealed class Item(string identifier, string kind, Type type, params object[] metadata) : RazorCompiledItem
    {
        public override string Identifier => identifier;

        public override string Kind => kind;

        public override IReadOnlyList<object> Metadata => metadata;

        public override Type Type => type;
    }
}
