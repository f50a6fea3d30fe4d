namespace App.Patterns.Packages;

/// <summary>
/// The functions that a blueprint, or the application for all blueprints, runs before and after a view and on errors.
/// </summary>
/// <remarks>
/// Flask documentation: Working with Blueprints (<c>before_request</c>, <c>after_request</c>, <c>teardown_request</c>,
/// <c>errorhandler</c>).
/// </remarks>
public sealed class BlueprintHooks
{
    readonly Dictionary<Type, Func<HttpContext, Exception, IResult>> errors = [];
    readonly Dictionary<int, Func<HttpContext, IResult>> statuses = [];

    internal List<Func<HttpContext, Task<IResult?>>> Befores { get; } = [];

    internal List<Func<HttpContext, Task>> Afters { get; } = [];

    internal List<Func<HttpContext, Exception?, Task>> Teardowns { get; } = [];

    internal bool IsEmpty => Befores.Count + Afters.Count + Teardowns.Count + errors.Count + statuses.Count == 0;

    /// <summary>
    /// Adds a function that runs before the view. Functions run in registration order; those of an outer blueprint run
    /// first.
    /// </summary>
    /// <param name="hook">
    /// The function. It returns null to continue, or a result that replaces the response of the view.
    /// </param>
    public void Before(Func<HttpContext, Task<IResult?>> hook) => Befores.Add(hook);

    /// <summary>
    /// Adds a function that runs before the response headers are sent. Functions run in reverse registration order;
    /// those of an inner blueprint run first.
    /// </summary>
    /// <param name="hook">The function, which can still set response headers.</param>
    public void After(Func<HttpContext, Task> hook) => Afters.Add(hook);

    /// <summary>
    /// Adds a function that runs at the end of the request, even after an exception. Functions run in reverse
    /// registration order.
    /// </summary>
    /// <param name="hook">The function. It receives the unhandled exception; null when there was none.</param>
    public void Teardown(Func<HttpContext, Exception?, Task> hook) => Teardowns.Add(hook);

    /// <summary>
    /// Adds a handler for an exception type and its subtypes; the handler of the closest type is used.
    /// </summary>
    /// <remarks>The handler is not called when the response has started.</remarks>
    /// <typeparam name="TException">The type of the exception.</typeparam>
    /// <param name="handler">A function that returns the response, whose status is 500 by default.</param>
    public void OnError<TException>(Func<HttpContext, TException, IResult> handler) where TException : Exception =>
        errors[typeof(TException)] = (context, error) => handler(context, (TException)error);

    /// <summary>Adds a handler for responses that have the given status and no body.</summary>
    /// <param name="status">A status of 400 or more.</param>
    /// <param name="handler">A function that returns the body of the response.</param>
    public void OnStatus(int status, Func<HttpContext, IResult> handler) => statuses[status] = handler;

    internal Func<HttpContext, Exception, IResult>? For(Exception error)
    {
        for (var type = error.GetType(); type is not null; type = type.BaseType)
            if (errors.TryGetValue(type, out var handler))
                return handler;
        return null;
    }

    internal Func<HttpContext, IResult>? For(int status) => statuses.GetValueOrDefault(status);
}
