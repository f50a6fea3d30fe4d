using Microsoft.Extensions.FileProviders;

namespace App.Patterns.Favicon;

/// <summary>Serves the icon of a site. Flask documentation: Adding a favicon.</summary>
public static class FaviconSetup
{
    /// <summary>Serves <paramref name="file"/> of the web root at <c>/favicon.ico</c>.</summary>
    /// <remarks>Register it before middleware that changes <c>PathBase</c>, authenticates or logs.</remarks>
    /// <param name="app">The application.</param>
    /// <param name="file">The path of an ICO file below the web root.</param>
    /// <param name="touchIcon">
    /// The path of a PNG file below the web root for <c>/apple-touch-icon.png</c> and
    /// <c>/apple-touch-icon-precomposed.png</c>, which Apple devices request; null serves neither.
    /// </param>
    /// <returns>The same application.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static IApplicationBuilder UseFavicon(this IApplicationBuilder app, string file, string? touchIcon = null)
    {
        var root = app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        return app.UseMiddleware<Favicon>((List<Icon>)
            [new(Favicon.Address, Favicon.ContentType, Read(root.GetFileInfo(file))), .. TouchIcons(root, touchIcon)]);
    }

    /// <summary>Serves a letter icon at <c>/favicon.ico</c> and <see cref="LetterIcon.SvgPath"/>.</summary>
    /// <remarks>Register it before middleware that changes <c>PathBase</c>, authenticates or logs.</remarks>
    /// <param name="app">The application.</param>
    /// <param name="icon">The icon.</param>
    /// <param name="touchIcon">
    /// The path of a PNG file below the web root for <c>/apple-touch-icon.png</c> and
    /// <c>/apple-touch-icon-precomposed.png</c>, which Apple devices request; null serves neither.
    /// </param>
    /// <returns>The same application.</returns>
    /// <exception cref="FileNotFoundException">The PNG file is missing.</exception>
    public static IApplicationBuilder UseFavicon(
        this IApplicationBuilder app,
        LetterIcon icon,
        string? touchIcon = null
    )
    {
        ArgumentNullException.ThrowIfNull(icon);
        var root = app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        return app.UseMiddleware<Favicon>((List<Icon>)
        [
            new(Favicon.Address, Favicon.ContentType, icon.Ico),
            new(LetterIcon.SvgPath, "image/svg+xml", icon.Svg),
            .. TouchIcons(root, touchIcon),
        ]);
    }

    static IEnumerable<Icon> TouchIcons(IFileProvider root, string? file) => file is null
        ? []
        : ((string[])["/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"])
            .Select(path => new Icon(path, "image/png", Read(root.GetFileInfo(file))));

    static byte[] Read(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
