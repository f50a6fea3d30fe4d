using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

public sealed class DeferredCallbacksModel(DeferredCallbacksDemo demo, DeferredCookie remembered)
    : DemonstrationPage(demo)
{
    /// <summary>
    /// Sets a cookie with a deferred callback and a header directly. An error response has the cookie but not the
    /// header, because the error page clears all headers that were set before it.
    /// </summary>
    public IActionResult OnPost(string? word, ResponseOutcome ending)
    {
        remembered.Remember(string.IsNullOrWhiteSpace(word) ? "nothing" : word);
        Response.Headers["X-Direct"] = "set by the handler";
        return ending switch
        {
            ResponseOutcome.NotFound => NotFound(),
            ResponseOutcome.Thrown => throw new BadHttpRequestException(
                "This demonstration throws on request.",
                StatusCodes.Status400BadRequest
            ),
            _ => Done(),
        };
    }
}
