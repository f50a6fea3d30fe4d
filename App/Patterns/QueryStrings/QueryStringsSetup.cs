namespace App.Patterns.QueryStrings;

/// <summary>Limits the query string of every request. Flask documentation: Subclassing Flask.</summary>
public static class QueryStringsSetup
{
    /// <summary>
    /// Adds middleware that responds 400 to a URL with more than <paramref name="limit"/> parameters.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="limit">The maximum number of parameters.</param>
    /// <returns>The same application.</returns>
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
