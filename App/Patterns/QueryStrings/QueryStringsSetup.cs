namespace App.Patterns.QueryStrings;

/// <summary>Bounds the query string of every request.</summary>
public static class QueryStringsSetup
{
    /// <summary>
    /// Refuses an address with more than <paramref name="limit"/> parameters (400), whoever would have read them.
    /// </summary>
    public static IApplicationBuilder UseParameterLimit(this IApplicationBuilder app, int limit = OrderedQuery.Limit) =>
        app.Use(
            (context, next) =>
            {
                if (!OrderedQuery.IsTooLong(context.Request.QueryString.Value, limit))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }
        );
}
