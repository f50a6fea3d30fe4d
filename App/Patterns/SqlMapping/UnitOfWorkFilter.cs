using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Patterns.SqlMapping;

/// <summary>
/// Makes the handler of an unsafe request one unit of work: committed before the answer is written, taken back when the
/// handler throws. What is acknowledged is stored. Flask: SQLAlchemy in Flask (session per request).
/// </summary>
public sealed class UnitOfWorkFilter(OnDemandConnection connection) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

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
