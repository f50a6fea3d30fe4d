namespace App.Patterns.Subclassing;

public static class SubclassingSetup
{
    /// <summary>Refuses an address with more than <paramref name="limit"/> parameters (400), whoever would have read them.</summary>
    public static IApplicationBuilder UseParameterLimit(this IApplicationBuilder app, int limit = OrderedQuery.Limit) => app.Use((context, next) =>
    {
        if (!OrderedQuery.IsTooLong(context.Request.QueryString.Value, limit)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
