namespace App.Patterns.Packages;

/// <summary>Runs the hooks and error handlers of the matched blueprint.</summary>
/// <remarks>
/// The error handlers of the blueprint are used first, then those of its parent, then those of the application. When no
/// blueprint matches, only the hooks of the application run.
/// </remarks>
sealed class BlueprintMiddleware(RequestDelegate next, BlueprintHooks application)
{
    readonly IReadOnlyList<BlueprintHooks> applicationAlone = [application];

    public Task Invoke(HttpContext context)
    {
        var blueprint = context.Blueprint();
        foreach (var (name, value) in blueprint?.Blueprint.Values ?? new Dictionary<string, object?>())
            context.Request.RouteValues.TryAdd(name, value);
        var scopes = blueprint?.Scopes ?? applicationAlone;
        return scopes.All(scope => scope.IsEmpty) ? next(context) : Run(context, scopes);
    }

    async Task Run(HttpContext context, IReadOnlyList<BlueprintHooks> scopes)
    {
        Exception? unhandled = null;
        // Registers the outermost hook first. OnStarting runs callbacks in reverse order, so the innermost hook runs
        // first.
        foreach (var after in scopes.SelectMany(scope => scope.Afters))
            context.Response.OnStarting(() => after(context));
        try
        {
            if (await Before(context, scopes) is { } answer) await answer.ExecuteAsync(context);
            else await next(context);
            if (HandlerOfStatus(context, scopes) is { } handler) await handler(context).ExecuteAsync(context);
        }
        catch (Exception error)
            when (!context.Response.HasStarted && Nearest(scopes, scope => scope.For(error)) is not null)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await Nearest(scopes, scope => scope.For(error))!(context, error).ExecuteAsync(context);
        }
        catch (Exception error)
        {
            unhandled = error;
            throw;
        }
        finally
        {
            foreach (var teardown in scopes.SelectMany(scope => scope.Teardowns).Reverse())
                await teardown(context, unhandled);
        }
    }

    static async Task<IResult?> Before(HttpContext context, IReadOnlyList<BlueprintHooks> scopes)
    {
        foreach (var before in scopes.SelectMany(scope => scope.Befores))
            if (await before(context) is { } answer)
                return answer;
        return null;
    }

    static Func<HttpContext, IResult>? HandlerOfStatus(HttpContext context, IReadOnlyList<BlueprintHooks> scopes) =>
        context.Response
            is { HasStarted: false, StatusCode: >= 400 and var status, ContentLength: null, ContentType: null or "" }
            ? Nearest(scopes, scope => scope.For(status))
            : null;

    static T? Nearest<T>(IReadOnlyList<BlueprintHooks> scopes, Func<BlueprintHooks, T?> find) where T : class =>
        scopes.Reverse().Select(find).FirstOrDefault(found => found is not null);
}
