namespace App.Pipeline;

/// <summary>Adds headers to every response that restrict browsers to content of this site.</summary>
static class SecurityHeaders
{
    const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    const string PermissionsPolicy =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>
    /// Adds the headers when the response starts, so that an error page has them too. Existing headers are not
    /// replaced.
    /// </summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Add(((HttpContext)state).Response.Headers), context);
        return next(context);
    });

    static Task Add(IHeaderDictionary headers)
    {
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", PermissionsPolicy);
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        return Task.CompletedTask;
    }
}
