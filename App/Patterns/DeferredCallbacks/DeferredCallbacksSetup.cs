using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.DeferredCallbacks;

public static class DeferredCallbacksSetup
{
    /// <summary><see cref="IDeferredResponse"/>, for code that has no <see cref="HttpContext"/> at hand.</summary>
    public static IServiceCollection AddDeferredCallbacks(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<IDeferredResponse, DeferredResponse>();

    /// <summary>
    /// Stands early: what is deferred runs before all that those behind it have asked for at the start of the answer.
    /// </summary>
    public static IApplicationBuilder UseDeferredCallbacks(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var log = app
            .ApplicationServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(IDeferredResponse).Namespace!);
        return app.Use(
            (context, next) =>
            {
                var server = context.Features.GetRequiredFeature<IHttpResponseFeature>();
                var callbacks = new DeferredCallbacksFeature(context, server, log);
                context.Features.Set<IHttpResponseFeature>(callbacks);
                context.Features.Set(callbacks);
                server.OnStarting(static list => ((DeferredCallbacksFeature)list).Run(), callbacks);
                return next(context);
            }
        );
    }

    /// <inheritdoc cref="IDeferredResponse.Defer"/>
    public static void Defer(this HttpContext context, Func<HttpContext, ValueTask> callback)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(callback);
        var callbacks = context.Features.Get<DeferredCallbacksFeature>()
            ?? throw new InvalidOperationException(
                $"Nothing can be deferred in this application: call {nameof(UseDeferredCallbacks)} early in its pipeline."
            );
        callbacks.Add(callback);
    }

    /// <inheritdoc cref="IDeferredResponse.Defer"/>
    public static void Defer(this HttpContext context, Action<HttpContext> callback) => context.Defer(answered =>
    {
        callback(answered);
        return ValueTask.CompletedTask;
    });
}
