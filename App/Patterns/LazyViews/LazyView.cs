using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace App.Patterns.LazyViews;

/// <summary>
/// An endpoint whose code is found and bound when the first request asks for it. An instance method gets an object of
/// its own for each request, made with the services of that request.
/// </summary>
sealed class LazyView
{
    readonly IServiceProvider services;
    readonly Assembly own;
    readonly string folder;
    readonly bool readsBody;
    readonly TimeProvider time;
    readonly RetryingLazy<RequestDelegate> view;
    LazyViewState state;

    /// <param name="name">What to load.</param>
    /// <param name="state">How it is shown until then.</param>
    /// <param name="parameters">What the rules call their parts.</param>
    /// <param name="readsBody">Whether a parameter that nothing else explains is the body.</param>
    /// <param name="options">Where code is.</param>
    /// <param name="services">Of the application.</param>
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

    /// <summary>Loads it, if nobody did; throws what loading throws.</summary>
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
        // Routing and authorization decide by what the map says; what only the code says would be passed over in
        // silence.
        if (
            method
                .GetCustomAttributes(inherit: true)
                .Concat(method.DeclaringType!.GetCustomAttributes(inherit: true))
                .FirstOrDefault(IsOfEndpoint) is
            { } attribute
        )
            throw new LazyViewException(
                $"{Name} has {attribute.GetType().Name}, which counts before it is loaded: say it on the map."
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
                $"{Name} reads a form, whose token is checked by what is known before it is loaded: map it when the application starts."
            )
            : made.RequestDelegate;
    }

    static bool IsOfEndpoint(object attribute) =>
        attribute.GetType().Namespace?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) == true;
}
