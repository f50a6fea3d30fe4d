using App.Patterns.Localization;
using Microsoft.AspNetCore.Routing.Matching;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Reads the language from the path and sets the culture of the request. Flask documentation: Using URL Processors.
/// </summary>
/// <remarks>
/// Without a language in the path, the cookie or <c>Accept-Language</c> decides. An endpoint without a language in its
/// route uses the invariant culture for numbers and dates.
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
        // When routing found no endpoint, there are no route values. The language is then read from the path itself.
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
/// It is also a policy for literal segments, so that routing does not add pages to branches such as <c>/api</c>. This
/// makes the route table much smaller.
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
