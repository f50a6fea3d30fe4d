using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

public sealed class DeferredCallbacksModel(DeferredCallbacksDemo demo, RememberedWord remembered)
    : DemonstrationPage(demo)
{
    /// <summary>
    /// Defers the cookie, then sets a header directly. An error response loses the direct header only.
    /// </summary>
    public IActionResult OnPost(string? word, AnswerEnding ending)
    {
        remembered.Remember(string.IsNullOrWhiteSpace(word) ? "nothing" : word);
        Response.Headers["X-Direct"] = "set by the handler";
        return ending switch
        {
            AnswerEnding.NotFound => NotFound(),
            AnswerEnding.Thrown => throw new BadHttpRequestException(
                "The demonstration was asked to throw.",
                StatusCodes.Status400BadRequest
            ),
            _ => Done(),
        };
    }
}
