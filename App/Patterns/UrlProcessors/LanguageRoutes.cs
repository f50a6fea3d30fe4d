using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace App.Patterns.UrlProcessors;

/// <summary>Puts <c>/{lang}</c> before the address of every page, so that pages are written without it.</summary>
sealed class LanguageRoutes : IPageRouteModelConvention
{
    public const string Prefix = $"{{{Languages.Parameter}:{Languages.Parameter}}}";

    public void Apply(PageRouteModel model)
    {
        foreach (var selector in model.Selectors)
            if (selector.AttributeRouteModel is { Template: { } template } route)
                route.Template = AttributeRouteModel.CombineTemplates(Prefix, template.TrimStart('/'));
    }
}

/// <summary>Only a spoken language matches, so any other first segment is simply not found.</summary>
sealed class LanguageConstraint(Languages languages) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && languages.Speaks(value as string);
}
