using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch;

/// <summary>
/// The server of an application that listens nowhere: it is handed requests of another application. What the mounted
/// application answers is final; what it throws becomes a bare 500, or a broken connection when the answer has begun,
/// as any server does.
/// </summary>
public sealed class MountedServer(ILogger<MountedServer> log) : IServer
{
    Func<HttpContext, PathString, PathString, Action, Task>? handle;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        // Nothing that flows with the parent's request (its context, culture, activity) reaches the mounted
        // application, nor the other way round.
        var apart = ExecutionContext.Capture()!;
        handle = (parent, root, path, completed) =>
            new Exchange<TContext>(application, parent.Features, root, path, log, completed).Run(apart);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        handle = null;
        return Task.CompletedTask;
    }

    public void Dispose() { }

    /// <summary>
    /// Answers a request of the parent, which the mounted application sees at <paramref name="path"/> below <paramref
    /// name="root"/>.
    /// <paramref name="completed"/> is called once, after the last byte is sent and everything is disposed of. Throws
    /// before the start and after the stop.
    /// </summary>
    public Task Handle(HttpContext parent, PathString root, PathString path, Action completed)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return (handle ?? throw new InvalidOperationException("The mounted application does not run."))(
            parent,
            root,
            path,
            completed
        );
    }

    sealed class Exchange<TContext>(
        IHttpApplication<TContext> application,
        IFeatureCollection parent,
        PathString root,
        PathString path,
        ILogger log,
        Action completed
    ) : MountedRequest(parent, root, path)
        where TContext : notnull
    {
        readonly IHttpResponseFeature response = parent.GetRequiredFeature<IHttpResponseFeature>();
        readonly IHttpResponseBodyFeature body = parent.GetRequiredFeature<IHttpResponseBodyFeature>();
        TContext? context;
        ExecutionContext? flow;
        Exception? error;
        Task running = Task.CompletedTask;

        public Task Run(ExecutionContext apart)
        {
            // The first to be registered is the last to run: whatever the application does at the start and the end of
            // its answer comes before.
            response.OnCompleted(static state => ((Exchange<TContext>)state).End(), this);
            ExecutionContext.Run(apart, static state => ((Exchange<TContext>)state!).Begin(), this);
            return running;
        }

        void Begin()
        {
            context = application.CreateContext(this);
            flow = ExecutionContext.Capture();
            running = Process();
        }

        async Task Process()
        {
            try
            {
                await application.ProcessRequestAsync(context!);
            }
            catch (Exception thrown)
            {
                error = thrown;
                Fail(thrown);
            }
            if (!response.HasStarted) await body.CompleteAsync();
        }

        void Fail(Exception thrown)
        {
            var lifetime = this.Get<IHttpRequestLifetimeFeature>();
            var status = (thrown as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
            if (status >= 500 && lifetime?.RequestAborted.IsCancellationRequested != true)
                log.LogError(thrown, "{Method} {Root}{Path}", Method, PathBase, Path);
            if (response.HasStarted)
            {
                lifetime?.Abort();
                return;
            }
            response.Headers.Clear();
            (response.StatusCode, response.ReasonPhrase) = (status, null);
        }

        Task End()
        {
            try
            {
                if (flow is not null)
                    ExecutionContext.Run(flow, static state => ((Exchange<TContext>)state!).Dispose(), this);
            }
            finally
            {
                completed();
            }
            return Task.CompletedTask;
        }

        void Dispose() => application.DisposeContext(context!, error);
    }
}
