namespace App.Patterns.DeferredCallbacks;

/// <summary>
/// Defers changes of the current response until it starts: status, headers and cookies, not the body.
/// </summary>
/// <remarks>Flask documentation: Deferred Request Callbacks (<c>after_this_request</c>).</remarks>
public interface IDeferredResponse
{
    /// <summary>Runs a callback right before the response headers are sent.</summary>
    /// <param name="callback">A function that changes status, headers or cookies. Its exceptions are logged.</param>
    /// <exception cref="InvalidOperationException">
    /// There is no current request, or its response has started.
    /// </exception>
    /// <remarks>Callbacks run in the order of registration, also for an error page.</remarks>
    void Defer(Func<HttpContext, ValueTask> callback);
}

sealed class DeferredResponse(IHttpContextAccessor accessor) : IDeferredResponse
{
    public void Defer(Func<HttpContext, ValueTask> callback) =>
        (
            accessor.HttpContext
            ?? throw new InvalidOperationException(
                "Callbacks cannot be deferred outside a request: there is no response."
            )
        ).Defer(callback);
}
