using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.AppDispatch;

/// <summary>
/// Lets the application of a name answer at <paramref name="path"/> below <paramref name="root"/>; false when there is
/// none.
/// </summary>
public delegate ValueTask<bool> NamedApps(string name, HttpContext parent, PathString root, PathString path);

public sealed record SubdomainOptions
{
    /// <summary>Below which names are looked for.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Answers for a name that has no application: by default a bare 404.</summary>
    public RequestDelegate NotFound { get; init; } = Status(StatusCodes.Status404NotFound);

    /// <summary>
    /// Answers for a host that is none of ours: by default a bare 421. With none the outermost application answers.
    /// </summary>
    public RequestDelegate? Foreign { get; init; } = Status(StatusCodes.Status421MisdirectedRequest);

    static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.CompleteAsync();
    };
}

public static class AppDispatchSetup
{
    /// <summary>
    /// Makes the application one that is mounted in another: no address, no signals, started by <see
    /// cref="MountedApp"/>.
    /// </summary>
    public static WebApplicationBuilder UseMountedServer(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<IServer>().AddSingleton<IServer, MountedServer>();
        builder.Services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, NoLifetime>();
        return builder;
    }

    /// <summary>
    /// The longest of <paramref name="prefixes"/> wins, on segment boundaries; a root that is there already is kept and
    /// extended.
    /// </summary>
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

    /// <summary>
    /// The name before a domain chooses; the bare domain, <c>localhost</c> and addresses of digits go on to the
    /// outermost application.
    /// </summary>
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

    /// <summary>
    /// The first segment chooses, behind a <paramref name="marker"/> such as <c>~</c>, and moves to the root; where it
    /// names no application the outermost answers, with root and path untouched. So it does for a path of two slashes
    /// at the very root: a root that began so would make every link lead to another host.
    /// </summary>
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

    /// <summary>The signals of the process are the outermost application's.</summary>
    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
