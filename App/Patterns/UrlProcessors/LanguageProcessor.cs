using App.Patterns.Localization;
using Microsoft.AspNetCore.Routing.Matching;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Reads the language from the path and sets the culture of the request. Flask documentation: Using URL Processors.
/// </summary>
/// <remarks>
/// If the path contains no language, the cookie or the header <c>Accept-Language</c> determines the language. An
/// endpoint without a language in its route uses the invariant culture for numbers and dates.
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
        // Reads the language from the path when routing found no endpoint, because then there are no route values.
        var written = value ?? languages.Written(context.Request);
        context.Features.Set(
            new RequestLanguage(written ?? languages.Guess(context.Request), IsInUrl: written is not null));
        context.UseLanguage(isMachine: value is null && context.GetEndpoint() is not null);
    }

    /// <inheritdoc />
    public override string? Current(HttpContext context) => context.Language();
}

/// <summary>
/// The route constraint of the language segment. It matches only the languages of the application. Any other first
/// segment gets 404.
/// </summary>
/// <remarks>
/// Also tells routing that literal segments such as <c>api</c> are not languages. Routing then builds no entries for
/// pages below <c>/api</c>, which makes the route table much smaller.
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
