using System.Security.Cryptography;
using System.Text;

namespace App.Patterns.Http;

/// <summary>
/// Tells browsers apart that nobody is signed in with: 128 random bits in a session cookie, set only when a visitor's
/// note is recorded or somebody signs in. The table knows its hash alone.
/// </summary>
public sealed class BrowserCookie(IHttpContextAccessor accessor)
{
    public const string Name = "browser";
    const int Length = 32;

    string? secret;

    /// <summary>What the table calls this browser; null when it has no cookie, or one that is not ours.</summary>
    public string? Key => (secret ??= Sent()) is { } known ? Hash(known) : null;

    /// <summary>Whether the browser has the cookie or can still be given it.</summary>
    public bool CanRemember => Key is not null || accessor.HttpContext is { Response.HasStarted: false };

    /// <summary>
    /// Gives the browser its cookie if it has none. Throws when it is too late for that, or when there is no request.
    /// </summary>
    public string Remember()
    {
        if (Key is { } key)
            return key;
        if (!CanRemember)
            throw new InvalidOperationException(
                "A note can no longer be recorded for this browser: no request, or its answer has begun."
            );
        secret = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        var context = accessor.HttpContext!;
        context.Response.Cookies.Append(Name, secret, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase : "/",
            IsEssential = true,
        });
        return Hash(secret);
    }

    string? Sent() =>
        accessor.HttpContext?.Request.Cookies[Name] is { Length: Length } cookie
        && cookie.All(char.IsAsciiHexDigitLower)
            ? cookie
            : null;

    static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
