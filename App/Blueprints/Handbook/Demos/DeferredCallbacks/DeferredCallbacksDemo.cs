namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

/// <summary>A word that is remembered by code which has no answer at hand, on pages and on error pages.</summary>
public sealed class DeferredCallbacksDemo(RememberedWord word) : Demonstration
{
    public override string Slug => "deferredcallbacks";

    public override string Partial => "_DeferredCallbacks";

    public string? Word => word.Word;

    public IReadOnlyList<(AnswerEnding Value, string Text)> Endings { get; } =
    [
        (AnswerEnding.AsUsual, "Answer as usual"),
        (AnswerEnding.NotFound, "Answer 404"),
        (AnswerEnding.Thrown, "Throw, so that it is a 400"),
    ];
}

/// <summary>What becomes of the request after the word was given away.</summary>
public enum AnswerEnding { AsUsual, NotFound, Thrown }
