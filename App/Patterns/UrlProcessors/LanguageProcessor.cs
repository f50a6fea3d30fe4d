using System.Globalization;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Runs right after routing: takes the language out of the matched values, so that no handler receives it, and makes it the
/// culture of the request. Without one in the address (not found, machine addresses) the cookie or the browser decides.
/// </summary>
public sealed class LanguageProcessor(RequestDelegate next, Languages languages)
{
    public const string Cookie = "lang";

    public Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var language = Pull(context.Request.RouteValues) ?? Guess(context.Request);
        context.Features.Set(new RequestLanguage(language));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return next(context);
    }

    static string? Pull(RouteValueDictionary values) => values.Remove(Languages.Parameter, out var value) ? value as string : null;

    string Guess(HttpRequest request)
    {
        if (FirstSegment(request.Path) is { } segment && languages.Speaks(segment)) return segment;
        return request.Cookies[Cookie] is { } cookie && languages.Speaks(cookie)
            ? cookie
            : languages.Negotiate(request.Headers.AcceptLanguage);
    }

    static string? FirstSegment(PathString path) => path.Value?.Split('/', 3).ElementAtOrDefault(1);
}

sealed record RequestLanguage(string Code);

public static class RequestLanguageExtensions
{
    /// <summary>The language of this request: from its address, else the best guess.</summary>
    public static string Language(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<RequestLanguage>()?.Code
            ?? context.RequestServices.GetRequiredService<Languages>().Negotiate(context.Request.Headers.AcceptLanguage);
    }

    /// <summary>The root of the pages of this request, <c>/base/de</c>: written before an address where tag helpers would cost too much.</summary>
    public static string PageRoot(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return $"{context.Request.PathBase}/{context.Language()}";
    }
}
