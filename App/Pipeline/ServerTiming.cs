using System.Diagnostics;
using System.Globalization;
using App.Blueprints.Accounts;
using App.Patterns.DeferredCallbacks;
using App.Patterns.Sqlite;

namespace App.Pipeline;

/// <summary>
/// Adds a <c>Server-Timing</c> header for administrators: the time until the response starts, and whether the request
/// has opened a database connection.
/// </summary>
static class ServerTiming
{
    public static IApplicationBuilder UseServerTiming(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var begun = Stopwatch.GetTimestamp();
        context.Defer(answered => WriteHeader(answered, begun));
        return next(context);
    });

    static void WriteHeader(HttpContext context, long begun)
    {
        if (!context.User.IsInRole(AccountClaims.Operator)) return;
        var opens = context.RequestServices.GetRequiredService<OnDemandConnection>().IsOpened ? 1 : 0;
        context.Response.Headers.Append("Server-Timing", string.Create(CultureInfo.InvariantCulture,
            $"total;dur={Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0.0}, db;desc=\"opens={opens}\""));
    }
}
