using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Patterns.SqlMapping;

/// <summary>
/// Runs the handler of an unsafe method in one unit of work: committed before the response is written, rolled back when
/// the handler throws.
/// </summary>
/// <remarks>
/// A client that gets a success response can rely on the stored data. Flask documentation: SQLAlchemy in Flask (session
/// per request).
/// </remarks>
/// <param name="connection">The connection of the request.</param>
public sealed class UnitOfWorkFilter(OnDemandConnection connection) : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var method = context.HttpContext.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
        {
            await next();
            return;
        }
        connection.BeginUnitOfWork();
        var executed = await next();
        if (executed.Exception is null) connection.Complete();
        else connection.Abandon();
    }
}
