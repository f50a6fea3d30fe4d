using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace App.Patterns.LazyViews;

/// <summary>An endpoint whose handler method is loaded by its first request.</summary>
/// <remarks>
/// If the handler is an instance method, each request creates a new object of its class with the request's services.
/// </remarks>
sealed class LazyView
{
    readonly IServiceProvider services;
    readonly Assembly own;
    readonly string folder;
    readonly bool readsBody;
    readonly TimeProvider time;
    readonly RetryingLazy<RequestDelegate> view;
    LazyViewState state;

    /// <param name="name">The name of the handler method to load, including its namespace and type.</param>
    /// <param name="state">The initial state, with the name of the endpoint and its route patterns.</param>
    /// <param name="parameters">The names of the route parameters.</param>
    /// <param name="readsBody">Whether a parameter with no other source is bound from the body.</param>
    /// <param name="options">The assembly and the folder that the handler is loaded from.</param>
    /// <param name="services">The services of the application.</param>
    public LazyView(
        LazyViewName name,
        LazyViewState state,
        IReadOnlyList<string> parameters,
        bool readsBody,
        LazyViewOptions options,
        IServiceProvider services
    )
    {
        (Name, Parameters, this.state, this.readsBody, this.services) = (name, parameters, state, readsBody, services);
        (own, folder) = (options.Assembly, options.Folder);
        time = services.GetRequiredService<TimeProvider>();
        view = new(Load);
    }

    public LazyViewName Name { get; }

    public IReadOnlyList<string> Parameters { get; }

    public LazyViewState State => Volatile.Read(ref state);

    public Task Invoke(HttpContext context) =>
        view.Get() is { IsCompletedSuccessfully: true } loaded ? loaded.Result(context) : LoadAndInvoke(context);

    /// <summary>Loads the view if it is not loaded yet; rethrows the exceptions of loading.</summary>
    public Task Verify() => view.Get();

    async Task LoadAndInvoke(HttpContext context) => await (await view.Get())(context);

    RequestDelegate Load()
    {
        var start = time.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var loaded = Bind(Name.Load(own, folder));
            Volatile.Write(ref state, State with
            {
                LoadedAt = time.GetUtcNow(),
                Milliseconds = time.GetElapsedTime(start).TotalMilliseconds,
                Bytes = GC.GetAllocatedBytesForCurrentThread() - allocated,
            });
            return loaded;
        }
        catch (Exception error)
        {
            Volatile.Write(
                ref state,
                State with
                {
                    Failures = State.Failures + 1,
                    LastFailedAt = time.GetUtcNow(),
                    LastFailure = error.Message,
                }
            );
            throw;
        }
    }

    RequestDelegate Bind(MethodInfo method)
    {
        // Rejects attributes such as [Authorize] on the view. They would have no effect, because routing and
        // authorization read only the metadata of the endpoint, which exists before the view is loaded.
        if (
            method
                .GetCustomAttributes(inherit: true)
                .Concat(method.DeclaringType!.GetCustomAttributes(inherit: true))
                .FirstOrDefault(IsOfEndpoint) is
            { } attribute
        )
            throw new LazyViewException(
                $"{Name} has {attribute.GetType().Name}, which applies before the view is loaded: add it to the map."
            );
        var make = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        var made = RequestDelegateFactory.Create(
            method,
            make is null ? null : context => make(context.RequestServices, null),
            new()
            {
                ServiceProvider = services,
                RouteParameterNames = Parameters,
                DisableInferBodyFromParameters = !readsBody,
                ThrowOnBadRequest = services.GetService<IOptions<RouteHandlerOptions>>()?.Value.ThrowOnBadRequest
                    ?? false,
            }
        );
        return made.EndpointMetadata.OfType<IAntiforgeryMetadata>().Any(metadata => metadata.RequiresValidation)
            ? throw new LazyViewException(
                $"{Name} reads a form, whose antiforgery token is checked before the view is loaded: "
                    + "map it when the application starts."
            )
            : made.RequestDelegate;
    }

    static bool IsOfEndpoint(object attribute) =>
        attribute.GetType().Namespace?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) == true;
}
