using System.Globalization;
using App.Patterns.Http;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace App.Patterns.Flashing;

/// <summary>Stores flash messages in the database.</summary>
/// <remarks>
/// Does not use a cookie for the messages. A cookie could be lost, be read twice, or become so long that the server
/// rejects the request.
/// </remarks>
sealed class Flashes(
    FlashStore store, OnDemandConnection connection, BrowserCookie browser, IHttpContextAccessor accessor,
    IOptions<FlashingOptions> options, TimeProvider time, IServiceScopeFactory scopes, IStringLocalizer texts)
    : IFlashes
{
    const int TextLimit = 500;
    static readonly TimeSpan patience = TimeSpan.FromDays(30);

    IReadOnlyList<Flash>? taken;

    public void Add(string text, string category = FlashCategory.Message, FlashAction? action = null)
    {
        var account = options.Value.Account(Context);
        // Sets the browser cookie for a visitor, because nothing else identifies the visitor. A message for an account
        // uses an existing cookie but sets none. Otherwise, two tabs that add a message at once would set different
        // cookies, and the message with the overwritten cookie would not be shown.
        var key = account is null ? browser.Remember() : browser.Key;
        Record(key, account, text, category, action);
    }

    public void IdentifyBrowser()
    {
        if (browser.CanSet) browser.Remember();
    }

    public void AddForBrowser(string text, string category = FlashCategory.Message, FlashAction? action = null) =>
        Record(browser.Remember(), null, text, category, action);

    public void AddFor(
        long accountId,
        string text,
        string category = FlashCategory.Message,
        FlashAction? action = null
    ) => Record(null, accountId, text, category, action);

    public IReadOnlyList<Flash> Take(params string[] categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        taken ??= TakeAll();
        return categories.Length == 0 ? taken : [.. taken.Where(flash => categories.Contains(flash.Category))];
    }

    public bool HasMessages => accessor.HttpContext is { } context
        && (browser.Key, options.Value.Account(context)) is var (key, account)
        && (key is not null || account is not null) && store.Any(key, account, Stale);

    HttpContext Context =>
        accessor.HttpContext ?? throw new InvalidOperationException("Outside a request, a message needs an account.");

    void Record(string? key, long? account, string text, string category, FlashAction? action)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(category);
        if (action is not null && !IsLocal(action.Url))
            throw new ArgumentException(
                $"The action of a flash message must have a URL on this site, not {action.Url}.",
                nameof(action)
            );
        var now = time.GetUtcNow();
        var flash = new Flash { Category = category, Text = Shorten(text), Action = action };
        Together(() =>
        {
            store.Expire(now - patience);
            store.Add(key, account, flash, now);
        });
    }

    List<Flash> TakeAll()
    {
        if (accessor.HttpContext is not { } context) return [];
        var (key, account) = (browser.Key, options.Value.Account(context));
        if ((key is null && account is null) || !store.Any(key, account, Stale)) return [];
        IReadOnlyList<FlashRow> rows = [];
        var reservation = new FlashReservation(scopes);
        try
        {
            Together(() => rows = store.Reserve(key, account, reservation.Key, time.GetUtcNow(), Stale));
        }
        catch (SqliteException error) when (error.IsBusy())
        {
            // The database is busy with another writer for too long. Shows this page without the messages; the next
            // page shows them.
        }
        if (rows.Count > 0) reservation.SettleAfter(context);
        return Newest(rows);
    }

    DateTimeOffset Stale => time.GetUtcNow() - FlashReservation.Timeout;

    // Returns the newest messages. The store limits the messages of a browser and those of an account separately. This
    // method limits their total number.
    List<Flash> Newest(IReadOnlyList<FlashRow> rows)
    {
        var tooMany = Math.Max(0, rows.Count - FlashStore.Newest);
        var dropped = tooMany + rows.Sum(row => row.Dropped);
        List<Flash> flashes = [.. rows.Skip(tooMany).Select(row => row.ToFlash())];
        if (dropped > 0)
            flashes.Insert(0, new() { Category = FlashCategory.Info, Text = texts["flashing.dropped", dropped] });
        return flashes;
    }

    void Together(Action work)
    {
        if (connection.InUnitOfWork) work();
        else connection.Transact(work);
    }

    static bool IsLocal(string url) =>
        url.StartsWith('/')
        && !url.StartsWith("//", StringComparison.Ordinal)
        && !url.Contains('\\')
        && !url.Any(char.IsControl);

    static string Shorten(string text)
    {
        if (text.Length <= TextLimit) return text;
        var kept = 0;
        while (kept + StringInfo.GetNextTextElementLength(text, kept) is var next && next < TextLimit) kept = next;
        // Reached when the first character alone exceeds the limit, because it has many combining marks. Cuts that
        // character between two code points.
        if (kept == 0) kept = char.IsHighSurrogate(text[TextLimit - 2]) ? TextLimit - 2 : TextLimit - 1;
        return $"{text[..kept]}…";
    }
}
