using System.Globalization;
using System.Security.Claims;
using App.Blueprints.Accounts.SigningIn;

namespace App.Blueprints.Accounts;

/// <summary>Claims about the signed-in user's account, reloaded from the database on each request.</summary>
public static class AccountClaims
{
    public const string Session = "session";
    public const string Language = "language";
    public const string Theme = "theme";
    public const string Density = "density";
    public const string Shortcuts = "shortcuts";
    public const string On = "on";
    public const string Operator = "operator";

    /// <summary>
    /// Returns the ID of the signed-in account. Throws for a visitor, so use it only where login is required.
    /// </summary>
    public static long AccountId(this ClaimsPrincipal user) =>
        user.AccountIdOrNull() ?? throw new InvalidOperationException("The request is not authenticated.");

    public static long? AccountIdOrNull(this ClaimsPrincipal user) => Number(user, ClaimTypes.NameIdentifier);

    /// <summary>Returns the ID of this browser's session; null for a visitor.</summary>
    public static long? SessionIdOrNull(this ClaimsPrincipal user) => Number(user, Session);

    internal static ClaimsPrincipal PrincipalOf(SignedIn signedIn)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, signedIn.AccountId.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, signedIn.Name),
            new(Session, signedIn.SessionId.ToString(CultureInfo.InvariantCulture)),
            new(Language, signedIn.Language),
            new(Theme, signedIn.Theme),
            new(Density, signedIn.Density),
        ];
        if (signedIn.HasShortcuts) claims.Add(new(Shortcuts, On));
        if (signedIn.IsOperator) claims.Add(new(ClaimTypes.Role, Operator));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, "session"));
    }

    static long? Number(ClaimsPrincipal user, string type)
    {
        ArgumentNullException.ThrowIfNull(user);
        return long.TryParse(user.FindFirstValue(type), CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
