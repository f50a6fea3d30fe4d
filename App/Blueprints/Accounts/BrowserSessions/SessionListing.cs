using App.Blueprints.Accounts.SigningIn;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.BrowserSessions;

/// <summary>The active sessions of an account, and the ID of the current one.</summary>
public sealed record SessionListing(IReadOnlyList<SessionRow> Sessions, long? CurrentId)
{
    /// <summary>Returns a name such as "Firefox on Linux".</summary>
    public string NameOf(SessionRow session, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(texts);
        return (session.Browser, session.System) switch
        {
            ("", "") => texts["accounts.session_list.unknown"],
            (var browser, "") => browser,
            ("", var system) => system,
            var (browser, system) => texts["accounts.session_list.name", browser, system],
        };
    }

    /// <summary>Loads the active sessions.</summary>
    internal static SessionListing Of(SessionStore store, HttpContext context, DateTimeOffset now) => new(
        store.Running(context.User.AccountId(), now, now - SigningIn.Sessions.MaxLifetime),
        context.User.SessionIdOrNull());
}
