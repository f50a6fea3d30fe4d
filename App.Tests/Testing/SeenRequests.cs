using System.Diagnostics;
using System.Threading.Channels;

namespace App.Tests.Testing;

/// <summary>The properties of a request as the application sees them, read when the request ends.</summary>
public sealed record SeenRequest(IPAddress? Sender, string Scheme, string Host, string PathBase);

/// <summary>
/// Records the requests with the query string <see cref="Query"/> of one application, main or mounted, from the
/// diagnostic events of its host. An earlier request without it may end later.
/// </summary>
public sealed class SeenRequests : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    public const string Query = "?seen";

    const string Ended = "Microsoft.AspNetCore.Hosting.EndRequest";

    readonly Channel<SeenRequest> seen = Channel.CreateUnbounded<SeenRequest>();
    readonly IDisposable subscription;

    public SeenRequests(IServiceProvider application) =>
        subscription = application.GetRequiredService<DiagnosticListener>()
            .Subscribe(this, (name, _, _) => name == Ended);

    /// <summary>Waits for the next request to end.</summary>
    public async Task<SeenRequest> Next()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await seen.Reader.ReadAsync(limit.Token);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var context = (HttpContext)value.Value!.GetType().GetProperty("httpContext")!.GetValue(value.Value)!;
        var request = context.Request;
        if (request.QueryString.Value != Query) return;
        seen.Writer.TryWrite(new(
            context.Connection.RemoteIpAddress, request.Scheme, request.Host.Value ?? "",
            request.PathBase.Value ?? ""));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscription.Dispose();
}
