namespace App.Patterns.Packages;

/// <summary>
/// What a blueprint, or the application for all of them, does around a view: before it, after it (before the answer's
/// head is sent), at the very end, and when it failed. Flask: Working with Blueprints (<c>before_request</c>,
/// <c>errorhandler</c> …).
/// </summary>
public sealed class BlueprintHooks
{
    readonly Dictionary<Type, Func<HttpContext, Exception, IResult>> errors = [];
    readonly Dictionary<int, Func<HttpContext, IResult>> statuses = [];

    internal List<Func<HttpContext, Task<IResult?>>> Befores { get; } = [];

    internal List<Func<HttpContext, Task>> Afters { get; } = [];

    internal List<Func<HttpContext, Exception?, Task>> Teardowns { get; } = [];

    internal bool IsEmpty => Befores.Count + Afters.Count + Teardowns.Count + errors.Count + statuses.Count == 0;

    /// <summary>
    /// Runs in the order of registration, the outer blueprint's first; a result instead of null answers in place of the
    /// view.
    /// </summary>
    public void Before(Func<HttpContext, Task<IResult?>> hook) => Befores.Add(hook);

    /// <summary>Runs in reverse order, the inner blueprint's first, while headers can still be set.</summary>
    public void After(Func<HttpContext, Task> hook) => Afters.Add(hook);

    /// <summary>Runs in reverse order when all is over, with the exception nobody handled, if any.</summary>
    public void Teardown(Func<HttpContext, Exception?, Task> hook) => Teardowns.Add(hook);

    /// <summary>
    /// Answers when a view throws <typeparamref name="TException"/> or what derives from it; the nearest type wins.
    /// </summary>
    public void OnError<TException>(Func<HttpContext, TException, IResult> handler) where TException : Exception =>
        errors[typeof(TException)] = (context, error) => handler(context, (TException)error);

    /// <summary>Answers when a view ends with this status and no body.</summary>
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
