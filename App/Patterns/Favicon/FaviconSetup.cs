using Microsoft.Extensions.FileProviders;

namespace App.Patterns.Favicon;

public static class FaviconSetup
{
    /// <summary>
    /// Serves <paramref name="file"/> of the web root at <c>/favicon.ico</c>. Stands before everything that moves the root of the application,
    /// asks who somebody is, or logs. Throws when the file is missing.
    /// </summary>
    public static IApplicationBuilder UseFavicon(this IApplicationBuilder app, string file)
    {
        var root = app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        return app.UseMiddleware<Favicon>(Read(root.GetFileInfo(file)));
    }

    /// <summary>Serves a letter icon at <c>/favicon.ico</c> and <see cref="LetterIcon.SvgPath"/>. Register it as the overload for a file.</summary>
    public static IApplicationBuilder UseFavicon(this IApplicationBuilder app, LetterIcon icon)
    {
        ArgumentNullException.ThrowIfNull(icon);
        return app.UseMiddleware<Favicon>(icon.Ico).UseMiddleware<Favicon>(icon.Svg, LetterIcon.SvgPath, "image/svg+xml");
    }

    /// <summary>What an installed site is called and looks like, at <c>/manifest.webmanifest</c> below the application's own root.</summary>
    public static IEndpointConventionBuilder MapManifest(this IEndpointRouteBuilder routes, string name, string color, string icons) =>
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
            },
            contentType: "application/manifest+json"));

    /// <summary>Tells crawlers, at <c>/robots.txt</c>, which addresses are nothing for them.</summary>
    public static IEndpointConventionBuilder MapRobots(this IEndpointRouteBuilder routes, params string[] disallowed) =>
        routes.MapGet("/robots.txt", (HttpRequest request) => Results.Text(
            string.Concat(disallowed.Select(path => $"Disallow: {request.PathBase}{path}\n").Prepend("User-agent: *\n")), "text/plain"));

    static byte[] Read(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
