using App.Blueprints.Shared;
using App.Patterns.Favicon;

namespace App.Pipeline;

/// <summary>Serves the icons that browsers request from the root of the host, such as <c>/favicon.ico</c>.</summary>
static class LibraryIcon
{
    const string TouchIcon = "icons/apple-touch-icon.png";

    public static IApplicationBuilder UseLibraryIcon(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<Branding>().Icon is { } icon
            ? app.UseFavicon(icon, TouchIcon)
            : app.UseFavicon("icons/favicon.ico", TouchIcon);
}
