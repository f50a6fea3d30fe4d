namespace App.Patterns.DeferredCallbacks;

/// <summary>
/// Takes what is to be done to the answer of the current request once there is one: its status, headers and cookies,
/// not its body. Flask: Deferred Request Callbacks (<c>after_this_request</c>).
/// </summary>
public interface IDeferredResponse
{
    /// <summary>
    /// Runs <paramref name="callback"/> right before the head of the answer is sent, behind those deferred earlier,
    /// also when the answer has become an error page. What it throws is logged. Throws <see
    /// cref="InvalidOperationException"/> outside a request, and when the answer has begun.
    /// </summary>
    void Defer(Func<HttpContext, ValueTask> callback);
}

sealed class DeferredResponse(IHttpContextAccessor accessor) : IDeferredResponse
{
    public void Defer(Func<HttpContext, ValueTask> callback) =>
        (
            accessor.HttpContext
            ?? throw new InvalidOperationException(
                "Nothing can be deferred outside a request: there will be no answer."
            )
        ).Defer(callback);
}
