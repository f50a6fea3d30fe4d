namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

/// <summary>
/// Stores a word in a cookie from code that has no access to the response. Error responses have the cookie too.
/// </summary>
public sealed class DeferredCallbacksDemo(DeferredCookie word) : Demonstration
{
    public override string Slug => "deferredcallbacks";

    public override string Partial => "_DeferredCallbacks";

    public string? Word => word.Word;

    public IReadOnlyList<(ResponseOutcome Value, string Text)> Endings { get; } =
    [
        (ResponseOutcome.AsUsual, "Respond as usual"),
        (ResponseOutcome.NotFound, "Respond with 404"),
        (ResponseOutcome.Thrown, "Throw, which becomes a 400"),
    ];
}

/// <summary>How the request ends after the word was remembered.</summary>
public enum ResponseOutcome { AsUsual, NotFound, Thrown }
