using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch;

/// <summary>
/// The server of a mounted application: it listens on no URL and handles requests of a parent application.
/// </summary>
/// <param name="log">Logs exceptions that the application did not handle.</param>
/// <remarks>
/// The parent does not handle errors of the mounted application. An unhandled exception becomes an empty 500, or aborts
/// the connection after the response has started. A <see cref="BadHttpRequestException"/> sets its own status. Flask
/// documentation: Application Dispatching (<c>DispatcherMiddleware</c>).
/// </remarks>
public sealed class MountedServer(ILogger<MountedServer> log) : IServer
{
    Func<HttpContext, PathString, PathString, Action, Task>? handle;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        // Runs each request in this execution context, so that culture, activity and other ambient values do not flow
        // between the parent and the mounted application.
        var apart = ExecutionContext.Capture()!;
        handle = (parent, root, path, completed) =>
            new Exchange<TContext>(application, parent.Features, root, path, log, completed).Run(apart);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        handle = null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>Handles a request of the parent with the mounted application.</summary>
    /// <param name="parent">The request of the parent.</param>
    /// <param name="root">The path base for the application.</param>
    /// <param name="path">The path for the application.</param>
    /// <param name="completed">
    /// Called once, after the last byte is sent and the context of the application is disposed.
    /// </param>
    /// <returns>A task that ends with the processing of the request.</returns>
    /// <exception cref="InvalidOperationException">The application is not started, or is stopped.</exception>
    public Task Handle(HttpContext parent, PathString root, PathString path, Action completed)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return (handle ?? throw new InvalidOperationException("The mounted application is not running."))(
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
            // OnCompleted callbacks run in reverse order of registration. This callback is registered first, so it runs
            // after the callbacks of the application.
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
