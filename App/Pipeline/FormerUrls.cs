using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace App.Pipeline;

/// <summary>
/// Redirects renamed URLs to the current ones (308, with method and query), so that bookmarks and open pages still
/// work.
/// </summary>
static partial class FormerUrls
{
    // As in routing, the case of a literal segment and a slash at the end do not matter; the language is in lower case.
    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // $1 is the language with its slash, $2 the id.
    static readonly ImmutableArray<(Regex Former, string Current)> table =
    [
        (ExportSheet(), "$1/export/print"),
        (ImportChoices(), "$1/import/$2/options"),
        (CachingAnswer(), "$1/patterns/caching/response"),
        (KeptView(), "$1/patterns/viewdecorators/cached"),
    ];

    /// <summary>
    /// Responds with the redirect when the path is a former URL. Register before routing, because no endpoint matches a
    /// former URL.
    /// </summary>
    public static IApplicationBuilder UseFormerUrls(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (Current(request.Path.Value ?? "") is not { } current) return next(context);
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"{request.PathBase}{new PathString(current)}{request.QueryString}";
            return Task.CompletedTask;
        });

    static string? Current(string path)
    {
        foreach (var (former, current) in table)
            if (former.Match(path) is { Success: true } match)
                return match.Result(current);
        return null;
    }

    [GeneratedRegex(@"^(/(?-i:[a-z]{2}))/export/sheet/?\z", Options)]
    private static partial Regex ExportSheet();

    [GeneratedRegex(@"^(/(?-i:[a-z]{2}))/import/([0-9]+)/choices/?\z", Options)]
    private static partial Regex ImportChoices();

    [GeneratedRegex(@"^(/(?-i:[a-z]{2}))/patterns/caching/answer/?\z", Options)]
    private static partial Regex CachingAnswer();

    [GeneratedRegex(@"^(/(?-i:[a-z]{2}))/patterns/viewdecorators/kept/?\z", Options)]
    private static partial Regex KeptView();
}
