using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Flashing;

/// <summary>Reserves the messages that one response shows.</summary>
/// <remarks>
/// The messages are deleted when the response has completed. They are released for the next request when the client
/// aborted this request.
/// </remarks>
/// <param name="scopes">
/// A factory for a new scope after the response, because the request's own scope may be disposed by then.
/// </param>
sealed class FlashReservation(IServiceScopeFactory scopes)
{
    /// <summary>
    /// The maximum age of a reservation. An older one is void, because its process was probably killed.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>A random id of the reservation.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Deletes or releases the messages when the response has ended.</summary>
    public void SettleAfter(HttpContext context) => context.Response.OnCompleted(() =>
    {
        Settle(isShown: !context.RequestAborted.IsCancellationRequested);
        return Task.CompletedTask;
    });

    void Settle(bool isShown)
    {
        using var scope = scopes.CreateScope();
        var store = scope.ServiceProvider.GetRequiredService<FlashStore>();
        try
        {
            scope.ServiceProvider.GetRequiredService<OnDemandConnection>().Transact(() =>
            {
                if (isShown) store.DeleteReserved(Key);
                else store.Release(Key);
            });
        }
        catch (SqliteException error) when (error.IsBusy())
        {
            // The database is busy, so the reservation remains until its timeout. Showing a message twice is better
            // than losing it.
        }
    }
}
