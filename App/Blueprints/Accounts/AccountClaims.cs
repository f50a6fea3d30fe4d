using System.Globalization;
using System.Security.Claims;

namespace App.Blueprints.Accounts;

/// <summary>What the signed-in principal says about its account; refreshed from the table on each request.</summary>
public static class AccountClaims
{
    public const string Session = "session";
    public const string Language = "language";
    public const string Theme = "theme";
    public const string Operator = "operator";

    /// <summary>The account behind the request; throws for a visitor, so use it where login is required.</summary>
    public static long AccountId(this ClaimsPrincipal user) =>
        user.AccountIdOrNull() ?? throw new InvalidOperationException("Nobody is signed in.");

    public static long? AccountIdOrNull(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null;
    }
}
