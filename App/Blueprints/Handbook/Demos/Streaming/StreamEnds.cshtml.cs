namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>
/// Shows how the last streamed responses ended. The page polls this list. Because there are many such requests, the
/// HTTP traffic that the chapter shows leaves them out.
/// </summary>
[Unrecorded]
public sealed class StreamEndsModel(StreamingDemo demo) : DemonstrationPage(demo)
{
    protected override string PartialName => "_StreamEnds";
}
