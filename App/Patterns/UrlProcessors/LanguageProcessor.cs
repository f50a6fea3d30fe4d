using App.Patterns.Localization;
using Microsoft.AspNetCore.Routing.Matching;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Reads the language from the path and sets the culture of the request. Flask: Using URL Processors.
/// </summary>
/// <remarks>
/// Without a language in the path, the cookie or <c>Accept-Language</c> decides. An endpoint without a language in its
/// route keeps the invariant culture for numbers and dates.
/// </remarks>
/// <param name="languages">The languages of the application.</param>
public sealed class LanguageProcessor(Languages languages) : UrlProcessor
{
    /// <inheritdoc />
    public override string Parameter => Languages.Parameter;

    /// <inheritdoc />
    public override string Constraint => Languages.Parameter;

    /// <inheritdoc />
    public override void Pull(HttpContext context, string? value)
    {
        ArgumentNullException.ThrowIfNull(context);
        // When routing found no endpoint for the path and method, there are no route values.
        var written = value ?? languages.Written(context.Request);
        context.Features.Set(
            new RequestLanguage(written ?? languages.Guess(context.Request), IsInUrl: written is not null));
        context.UseLanguage(isMachine: value is null && context.GetEndpoint() is not null);
    }

    /// <inheritdoc />
    public override string? Current(HttpContext context) => context.Language();
}

/// <summary>Matches only the languages of the application, so that any other first segment gets 404.</summary>
/// <remarks>
/// As a policy for literal segments it also excludes the pages from branches such as <c>/api</c>, which makes the route
/// table much smaller.
/// </remarks>
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
