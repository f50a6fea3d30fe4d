using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.DeferredCallbacks;

/// <summary>Registers and enables callbacks that run right before the response headers are sent.</summary>
/// <remarks>Flask documentation: Deferred Request Callbacks (<c>after_this_request</c>).</remarks>
public static class DeferredCallbacksSetup
{
    /// <summary>Registers <see cref="IDeferredResponse"/>, for code without an <see cref="HttpContext"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddDeferredCallbacks(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<IDeferredResponse, DeferredResponse>();

    /// <summary>
    /// Enables deferred callbacks. Register early: they run before all <c>OnStarting</c> callbacks of later middleware.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same builder, for chaining.</returns>
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

    /// <summary>Runs a callback right before the response headers are sent.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="callback">
    /// A function that changes status, headers or cookies, not the body. Its exceptions are logged.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The response has started, or <see cref="UseDeferredCallbacks"/> is not registered.
    /// </exception>
    /// <remarks>Callbacks run in the order of registration, also for an error page.</remarks>
    public static void Defer(this HttpContext context, Func<HttpContext, ValueTask> callback)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(callback);
        var callbacks = context.Features.Get<DeferredCallbacksFeature>()
            ?? throw new InvalidOperationException(
                "Callbacks cannot be deferred in this application: "
                    + $"call {nameof(UseDeferredCallbacks)} early in its pipeline."
            );
        callbacks.Add(callback);
    }

    /// <summary>Runs a callback right before the response headers are sent.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="callback">
    /// A function that changes status, headers or cookies, not the body. Its exceptions are logged.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The response has started, or <see cref="UseDeferredCallbacks"/> is not registered.
    /// </exception>
    /// <remarks>Callbacks run in the order of registration, also for an error page.</remarks>
    public static void Defer(this HttpContext context, Action<HttpContext> callback) => context.Defer(answered =>
    {
        callback(answered);
        return ValueTask.CompletedTask;
    });
}
