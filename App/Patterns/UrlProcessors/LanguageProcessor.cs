using System.Globalization;
using Microsoft.AspNetCore.Routing.Matching;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// The language in the path, which becomes the culture of the request. Without one in the path the cookie or
/// <c>Accept-Language</c> decides; an endpoint without a language keeps the invariant culture for numbers and dates.
/// </summary>
public sealed class LanguageProcessor(Languages languages) : UrlProcessor
{
    public const string Cookie = "lang";

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
/// Only a spoken language matches, so any other first segment is simply not found. Said of the literal segments too, it keeps the pages out
/// of the branches of <c>/api</c>, <c>/export</c> and the like: the table of routes is a fraction of what it would be.
/// </summary>
sealed class LanguageConstraint(Languages languages) : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && languages.Speaks(value as string);

    public bool MatchesLiteral(string parameterName, string literal) => languages.Speaks(literal);
}

sealed record RequestLanguage(string Code, bool IsInAddress);

public static class RequestLanguageExtensions
{
    /// <summary>The language of this request: from its address, else the best guess.</summary>
    public static string Language(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<RequestLanguage>()?.Code ?? context.RequestServices.GetRequiredService<Languages>().Guess(context.Request);
    }

    /// <summary>The root of the pages of this request, <c>/base/de</c>: written before an address where tag helpers would cost too much.</summary>
    public static string PageRoot(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return $"{context.Request.PathBase}/{context.Language()}";
    }

    /// <summary>The address of this very request in another language, with its query.</summary>
    public static string InLanguage(this HttpContext context, string code)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        var languages = context.RequestServices.GetRequiredService<Languages>();
        var path = request.Path.Value ?? "/";
        var rest = path.Split('/', 3) is ["", var first, .. var more] && languages.Speaks(first) ? string.Concat(more) : path.TrimStart('/');
        return $"{request.PathBase}{new PathString($"/{code}/{rest}")}{request.QueryString}";
    }

    /// <summary>Makes the language of the request the culture of what runs from here on.</summary>
    public static void UseLanguage(this HttpContext context, bool isMachine = false)
    {
        var culture = CultureInfo.GetCultureInfo(context.Language());
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.CurrentCulture = isMachine ? CultureInfo.InvariantCulture : culture;
    }
}
