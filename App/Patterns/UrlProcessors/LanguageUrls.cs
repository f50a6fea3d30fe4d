using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Puts the language back when an address is built: an explicit one wins, else the current one goes in, and only where the target's
/// pattern expects it. A target that does not exist throws instead of giving an empty link.
/// </summary>
sealed class LanguageUrls(IUrlHelperFactory inner, IActionDescriptorCollectionProvider actions) : IUrlHelperFactory
{
    public IUrlHelper GetUrlHelper(ActionContext context) => inner.GetUrlHelper(context) is var helper && helper is Injecting
        ? helper
        : new Injecting(helper, this);

    bool ExpectsLanguage(string page) => actions.ActionDescriptors.Items.OfType<PageActionDescriptor>().Any(action =>
        string.Equals(action.ViewEnginePath, page, StringComparison.OrdinalIgnoreCase)
        && action.AttributeRouteInfo?.Template?.Contains($"{{{Languages.Parameter}", StringComparison.Ordinal) == true);

    sealed class Injecting(IUrlHelper helper, LanguageUrls owner) : IUrlHelper
    {
        public ActionContext ActionContext => helper.ActionContext;

        public string? RouteUrl(UrlRouteContext routeContext)
        {
            ArgumentNullException.ThrowIfNull(routeContext);
            var values = new RouteValueDictionary(routeContext.Values);
            if (values.TryGetValue("page", out var value) && value is string page
                && !values.ContainsKey(Languages.Parameter) && owner.ExpectsLanguage(page))
                values[Languages.Parameter] = ActionContext.HttpContext.Language();
            routeContext.Values = values;
            return helper.RouteUrl(routeContext)
                ?? throw new InvalidOperationException($"No address fits {string.Join(", ", values.Select(v => $"{v.Key}={v.Value}"))}.");
        }

        public string? Action(UrlActionContext actionContext) => helper.Action(actionContext);

        public string? Content(string? contentPath) => helper.Content(contentPath);

        public bool IsLocalUrl(string? url) => helper.IsLocalUrl(url);

        public string? Link(string? routeName, object? values) => helper.Link(routeName, values);
    }
}
