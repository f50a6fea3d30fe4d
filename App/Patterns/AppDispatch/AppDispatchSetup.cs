using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.AppDispatch;

/// <summary>Finds the application with the given name and lets it handle the request.</summary>
/// <param name="name">The name from the URL: a prefix, a subdomain or a segment.</param>
/// <param name="parent">The request of the outermost application.</param>
/// <param name="root">The path base for the application.</param>
/// <param name="path">The path for the application.</param>
/// <returns><see langword="false"/> when no application has this name.</returns>
public delegate ValueTask<bool> NamedApps(string name, HttpContext parent, PathString root, PathString path);

/// <summary>The options of <see cref="AppDispatchSetup.UseAppsBySubdomain"/>.</summary>
public sealed record SubdomainOptions
{
    /// <summary>
    /// The domains whose subdomains are names of applications. Without port, such as <c>example.org</c>.
    /// </summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>
    /// Handles a request for a subdomain that is not the name of an application. Default: an empty 404 response.
    /// </summary>
    public RequestDelegate NotFound { get; init; } = Status(StatusCodes.Status404NotFound);

    /// <summary>
    /// Handles a request for a host outside <see cref="Domains"/>. Default: an empty 421 response. With
    /// <see langword="null"/> the outermost application handles the request.
    /// </summary>
    public RequestDelegate? Foreign { get; init; } = Status(StatusCodes.Status421MisdirectedRequest);

    static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.CompleteAsync();
    };
}

/// <summary>Dispatches requests to mounted applications by prefix, subdomain or first path segment.</summary>
/// <remarks>Flask documentation: Application Dispatching (<c>DispatcherMiddleware</c>).</remarks>
public static class AppDispatchSetup
{
    /// <summary>Replaces the server of an application, so that another application can mount it.</summary>
    /// <param name="builder">The builder of the application to mount.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>
    /// The application listens on no URL and handles no process signals. Start it with <see cref="MountedApp.Start"/>.
    /// </remarks>
    public static WebApplicationBuilder UseMountedServer(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<IServer>().AddSingleton<IServer, MountedServer>();
        builder.Services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, NoLifetime>();
        return builder;
    }

    /// <summary>Dispatches requests by the longest matching path prefix.</summary>
    /// <param name="app">The outermost application.</param>
    /// <param name="prefixes">
    /// Path prefixes such as <c>/backend</c>; case-sensitive. A prefix matches whole segments only.
    /// </param>
    /// <param name="apps">Finds the application by the matched prefix and lets it handle the request.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>
    /// The prefix moves from the path to the end of the path base. When no application matches, the next middleware
    /// handles the request. Flask documentation: Application Dispatching (<c>DispatcherMiddleware</c>).
    /// </remarks>
    public static IApplicationBuilder UseAppsByPrefix(
        this IApplicationBuilder app,
        IEnumerable<string> prefixes,
        NamedApps apps
    )
    {
        var known = prefixes.ToFrozenSet(StringComparer.Ordinal);
        return app.Use(
            (context, next) =>
            {
                var (root, path) = (context.Request.PathBase.Value ?? "", context.Request.Path.Value ?? "");
                return AppNames.LongestPrefix(known, path) is { } prefix
                    ? Answer(
                        apps(prefix, context, new PathString(root + prefix), new PathString(path[prefix.Length..])),
                        next,
                        context
                    )
                    : next(context);
            }
        );
    }

    /// <summary>Dispatches requests by subdomain.</summary>
    /// <param name="app">The outermost application.</param>
    /// <param name="options">The domains and the error handlers.</param>
    /// <param name="apps">
    /// Finds the application by the subdomain, in lower case, and lets it handle the request.
    /// </param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>
    /// The next middleware handles a bare domain, <c>localhost</c> and an IP address. A subdomain with more than one
    /// label is never the name of an application. Flask documentation: Application Dispatching
    /// (<c>SubdomainDispatcher</c>).
    /// </remarks>
    public static IApplicationBuilder UseAppsBySubdomain(
        this IApplicationBuilder app,
        SubdomainOptions options,
        NamedApps apps
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] domains = [.. options.Domains.Select(domain => domain.Trim('.').ToLowerInvariant())];
        return app.Use(
            (context, next) =>
                AppNames.Subdomain(domains, context.Request.Host.Host, out var name) switch
                {
                    HostKind.Foreign when options.Foreign is not null => options.Foreign(context),
                    HostKind.Named when name.Length == 0 || name.Contains('.', StringComparison.Ordinal) =>
                        options.NotFound(context),
                    HostKind.Named => Answer(
                        apps(name, context, context.Request.PathBase, context.Request.Path),
                        options.NotFound,
                        context
                    ),
                    _ => next(context),
                }
        );
    }

    /// <summary>Dispatches requests by the first path segment.</summary>
    /// <param name="app">The outermost application.</param>
    /// <param name="apps">
    /// Finds the application by the segment without the marker, and lets it handle the request.
    /// </param>
    /// <param name="marker">
    /// The prefix of every segment that is the name of an application, such as <c>~</c>; empty for no prefix.
    /// </param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>
    /// The segment moves from the path to the end of the path base. When no application matches, the next middleware
    /// handles the request with path base and path unchanged. The next middleware also handles a path that starts with
    /// <c>//</c> while the path base is empty. Otherwise the path base would start with <c>//</c>, and every link would
    /// point to another host. Flask documentation: Application Dispatching (<c>PathDispatcher</c>).
    /// </remarks>
    public static IApplicationBuilder UseAppsBySegment(
        this IApplicationBuilder app,
        NamedApps apps,
        string marker = ""
    ) =>
        app.Use(
            (context, next) =>
            {
                var (root, path) = (context.Request.PathBase.Value ?? "", context.Request.Path.Value ?? "");
                if (
                    !path.AsSpan().TrimStart('/').StartsWith(marker)
                    || (root.Length == 0 && path.StartsWith("//", StringComparison.Ordinal))
                )
                    return next(context);
                var name = AppNames.FirstSegment(path)[marker.Length..];
                if (name.Length == 0)
                    return next(context);
                var moved = AppNames.MoveSegment(root, path);
                return Answer(
                    apps(name, context, new PathString(moved.Root), new PathString(moved.Path)),
                    next,
                    context
                );
            }
        );

    static async Task Answer(ValueTask<bool> answered, RequestDelegate otherwise, HttpContext context)
    {
        if (!await answered) await otherwise(context);
    }

    /// <summary>Ignores process signals, which only the outermost application handles.</summary>
    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
