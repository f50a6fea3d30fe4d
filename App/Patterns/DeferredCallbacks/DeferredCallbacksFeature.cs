using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Patterns.DeferredCallbacks;

/// <summary>Runs the deferred callbacks of one request when the response starts.</summary>
/// <remarks>
/// Wraps the response feature of the server. The server runs <c>OnStarting</c> callbacks in reverse order. Each
/// callback that is registered through this wrapper first runs the deferred callbacks. So the deferred callbacks run
/// before all others.
/// </remarks>
sealed class DeferredCallbacksFeature(HttpContext context, IHttpResponseFeature server, ILogger log)
    : IHttpResponseFeature
{
    List<Func<HttpContext, ValueTask>>? callbacks;
    DeferredHeaders? deferred;
    bool hasBegun;
    bool hasRun;

    public void Add(Func<HttpContext, ValueTask> callback)
    {
        if (hasRun || server.HasStarted)
            throw new InvalidOperationException(
                "Callbacks can no longer be deferred: the response headers have been sent."
            );
        (callbacks ??= []).Add(callback);
    }

    /// <summary>
    /// Runs the deferred callbacks once, in the order of registration. Includes callbacks that are added while this
    /// method runs.
    /// </summary>
    public async Task Run()
    {
        if (hasBegun) return;
        hasBegun = true;
        if (callbacks is not null && context.Features.Get<IOutputCacheFeature>() is { Context.AllowCacheStorage: true })
            deferred = new(server.Headers);
        for (var i = 0; i < callbacks?.Count; i++)
        {
            try
            {
                await callbacks[i](context);
            }
            catch (Exception error)
            {
                log.LogError(
                    error,
                    "A deferred callback of {Method} {Path} failed; the others still run",
                    context.Request.Method,
                    context.Request.Path
                );
            }
        }
        deferred?.Compare();
        hasRun = true;
    }

    public void OnStarting(Func<object, Task> callback, object state) => server.OnStarting(
        async argument =>
        {
            await Run();
            await callback(argument);
        }, state);

    public void OnCompleted(Func<object, Task> callback, object state) => server.OnCompleted(callback, state);

    public bool HasStarted => server.HasStarted;

    // Deferred callbacks change headers for one client, and those changes must not be cached. The output cache reads
    // the headers again after the response is sent, and then gets the headers without the changes.
    public IHeaderDictionary Headers
    {
        get => deferred is not null && server.HasStarted ? deferred.Kept : server.Headers;
        set => server.Headers = value;
    }

    public int StatusCode
    {
        get => server.StatusCode;
        set => server.StatusCode = value;
    }

    public string? ReasonPhrase
    {
        get => server.ReasonPhrase;
        set => server.ReasonPhrase = value;
    }

#pragma warning disable CS0618 // The interface requires this obsolete member.
    public Stream Body
    {
        get => server.Body;
        set => server.Body = value;
    }
#pragma warning restore CS0618
}
