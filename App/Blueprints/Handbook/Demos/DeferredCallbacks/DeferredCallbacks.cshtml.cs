using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

public sealed class DeferredCallbacksModel(DeferredCallbacksDemo demo, RememberedWord remembered)
    : DemonstrationPage(demo)
{
    /// <summary>Has the word remembered first. What it sets itself an error takes away again.</summary>
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
