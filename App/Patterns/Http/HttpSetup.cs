namespace App.Patterns.Http;

/// <summary>Maps the small files that browsers and crawlers request from the root of a site.</summary>
public static class HttpSetup
{
    /// <summary>
    /// What an installed site is called and looks like, at <c>/manifest.webmanifest</c> below the application's own
    /// root.
    /// </summary>
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

    /// <summary>Tells crawlers, at <c>/robots.txt</c>, which addresses are nothing for them.</summary>
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
