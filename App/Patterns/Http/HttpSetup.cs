namespace App.Patterns.Http;

/// <summary>Maps the small files that browsers and crawlers request from the root of a site.</summary>
public static class HttpSetup
{
    /// <summary>Maps the web app manifest at <c>/manifest.webmanifest</c>, below the application's own root.</summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <param name="name">The name of the installed site.</param>
    /// <param name="color">The background and theme colour, as <c>#rrggbb</c>.</param>
    /// <param name="icons">
    /// The path of the folder with <c>icon-192.png</c> and <c>icon-512.png</c>, below the application's root.
    /// </param>
    /// <param name="share">
    /// The path of the page that receives shared links by GET, with the query <c>title</c>, <c>text</c> and <c>url</c>;
    /// null for none.
    /// </param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapManifest(
        this IEndpointRouteBuilder routes, string name, string color, string icons, string? share = null) =>
        routes.MapGet("/manifest.webmanifest", (HttpRequest request) => Results.Json(
            new
            {
                name,
                short_name = name,
                id = $"{request.PathBase}/",
                start_url = $"{request.PathBase}/",
                scope = $"{request.PathBase}/",
                display = "minimal-ui",
                background_color = color,
                theme_color = color,
                icons = new[] { 192, 512 }.Select(size => new
                {
                    src = $"{request.PathBase}{icons}/icon-{size}.png",
                    sizes = $"{size}x{size}",
                    type = "image/png",
                }),
                share_target = share is null ? null : new
                {
                    action = $"{request.PathBase}{share}",
                    method = "GET",
                    @params = new { title = "title", text = "text", url = "url" },
                },
            },
            contentType: "application/manifest+json"));

    /// <summary>Maps <c>/robots.txt</c>, which lists the paths that crawlers must not request.</summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <param name="disallowed">Path prefixes below the application's root, such as <c>/search</c>.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapRobots(this IEndpointRouteBuilder routes, params string[] disallowed) =>
        routes.MapGet("/robots.txt", (HttpRequest request) =>
            Results.Text(
                string.Concat(
                    disallowed.Select(path => $"Disallow: {request.PathBase}{path}\n").Prepend("User-agent: *\n")
                ),
                "text/plain"
            )
        );
}
