using System.Security.Cryptography;
using System.Text;

namespace App.Patterns.Http;

/// <summary>Identifies a browser, with or without a signed-in user, by 128 random bits in a session cookie.</summary>
/// <remarks>
/// The cookie is set only when it is needed: for the first flash message to a visitor and at sign-in. The database
/// stores only the hash of the cookie.
/// </remarks>
/// <param name="accessor">Gives the current request.</param>
public sealed class BrowserCookie(IHttpContextAccessor accessor)
{
    /// <summary>The name of the cookie.</summary>
    public const string Name = "browser";
    const int Length = 32;

    string? secret;

    /// <summary>
    /// The SHA-256 hash of the cookie's value, 64 hexadecimal digits; null when the cookie is missing or invalid.
    /// </summary>
    public string? Key => (secret ??= Sent()) is { } known ? Hash(known) : null;

    /// <summary>Whether the browser has the cookie or the response can still set it.</summary>
    public bool CanSet => Key is not null || accessor.HttpContext is { Response.HasStarted: false };

    /// <summary>Sets the cookie when the browser has none.</summary>
    /// <returns>The <see cref="Key"/> of the browser.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no request, or the response has started without the cookie.
    /// </exception>
    public string Remember()
    {
        if (Key is { } key)
            return key;
        if (!CanSet)
            throw new InvalidOperationException(
                "The cookie cannot be set: there is no request, or its response has started."
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
