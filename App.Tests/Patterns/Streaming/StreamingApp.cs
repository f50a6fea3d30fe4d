using System.IO.Pipelines;
using App.Patterns.Streaming;
using App.Tests.Testing;

namespace App.Tests.Patterns.Streaming;

/// <summary>An application with one endpoint that streams its response.</summary>
static class StreamingApp
{
    public static Task<BareApp> Serving(Func<PipeWriter, CancellationToken, Task> write) =>
        BareApp.Start(app =>
            app.MapMethods("/", ["GET", "HEAD"], () =>
                new StreamedResult("text/plain; charset=utf-8", write) { FileName = "links.csv" }
            )
        );
}
