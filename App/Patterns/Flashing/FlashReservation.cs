using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Flashing;

/// <summary>
/// The messages that one response shows. They are deleted when the response has completed, and free again for the
/// next request when the client closed the connection before.
/// </summary>
/// <param name="scopes">Gives the scope for the work after the response, when the request's own scope may be
/// gone.</param>
sealed class FlashReservation(IServiceScopeFactory scopes)
{
    /// <summary>After this time a reservation is void: its process was killed.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>A name for the reservation; unknown to every other request.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Settles the reservation at the end of the response.</summary>
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
            // The reservation ends by its timeout: better shown twice than never.
        }
    }
}
