namespace App.Patterns.SinglePageApp;

/// <summary>
/// Protects API paths and missing files from the fallback route of a single-page application. Flask documentation:
/// Single-Page Applications.
/// </summary>
public static class SinglePageAppSetup
{
    /// <summary>
    /// Adds middleware that responds 404 to unknown paths below the prefixes and to missing files, instead of sending
    /// the fallback page. Register right after routing.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="prefixes">Path prefixes, such as <c>/api</c>, with a leading slash and no trailing slash.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseReservedPaths(this IApplicationBuilder app, params string[] prefixes) =>
        app.UseMiddleware<ReservedPaths>([prefixes.Select(prefix => new PathString(prefix)).ToArray()]);
}
