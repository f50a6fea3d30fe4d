using App.Patterns.Localization;
using Microsoft.AspNetCore.Routing.Matching;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// The language in the path, which becomes the culture of the request. Without one in the path the cookie or
/// <c>Accept-Language</c> decides; an endpoint without a language keeps the invariant culture for numbers and dates.
/// </summary>
public sealed class LanguageProcessor(Languages languages) : UrlProcessor
{
    public override string Parameter => Languages.Parameter;

    public override string Constraint => Languages.Parameter;

    public override void Pull(HttpContext context, string? value)
    {
        ArgumentNullException.ThrowIfNull(context);
        // A path that matches no route, or not with this method, has no route values.
        var written = value ?? languages.Written(context.Request);
        context.Features.Set(
            new RequestLanguage(written ?? languages.Guess(context.Request), IsInAddress: written is not null));
        context.UseLanguage(isMachine: value is null && context.GetEndpoint() is not null);
    }

    public override string? Current(HttpContext context) => context.Language();
}

/// <summary>
/// Only a spoken language matches, so any other first segment is simply not found. Said of the literal segments too, it
/// keeps the pages out of the branches of <c>/api</c>, <c>/export</c> and the like: the table of routes is a fraction
/// of what it would be.
/// </summary>
sealed class LanguageConstraint(Languages languages) : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection
    ) => values.TryGetValue(routeKey, out var value) && languages.Speaks(value as string);

    public bool MatchesLiteral(string parameterName, string literal) => languages.Speaks(literal);
}
