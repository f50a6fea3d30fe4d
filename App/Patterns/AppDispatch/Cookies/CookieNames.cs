using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch.Cookies;

/// <summary>Adds the prefix <c>__Host-</c> or <c>__Secure-</c> to cookie names under https.</summary>
/// <remarks>
/// Under https a cookie is <c>Secure</c>. Its name starts with <c>__Host-</c> when the application is at the root of
/// its host, or with <c>__Secure-</c> when it is mounted below a path. A browser refuses a cookie with such a prefix
/// from a plain http site, and a <c>__Host-</c> cookie from another host of the domain. So no other site can set such a
/// cookie. Under plain http, cookie names have no prefix.
/// </remarks>
public static class CookieNames
{
    const string HostPrefix = "__Host-";
    const string SecurePrefix = "__Secure-";

    /// <summary>
    /// Adds the prefix to the cookie names of each request and response. Register after the middleware that sets scheme
    /// and path base, and before anything that reads or sets a cookie.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="session">
    /// The name of the session cookie, which is accepted without a prefix too. All other cookies must have a prefix.
    /// </param>
    /// <param name="mount">
    /// The path at which another application mounts this one; empty for none. The browser may send the same cookie with
    /// the prefix of the outer application and with the prefix of this application. Then the outer application's cookie
    /// is read.
    /// </param>
    /// <returns>The same builder, for chaining.</returns>
    public static IApplicationBuilder UseCookieNames(this IApplicationBuilder app, string session, string mount = "") =>
        app.Use((context, next) => Invoke(context, next, session, mount));

    static Task Invoke(HttpContext context, RequestDelegate next, string session, string mount)
    {
        if (!context.Request.IsHttps) return next(context);
        var features = context.Features;
        var own = context.Request.PathBase.Value ?? "";
        var outer = own.EndsWith(mount, StringComparison.Ordinal) ? own[..^mount.Length] : own;
        var sent = new Sent(
            features.Get<IRequestCookiesFeature>() ?? new RequestCookiesFeature(features), session, PrefixAt(outer),
            PrefixAt(own));
        features.Set<IRequestCookiesFeature>(sent);
        features.Set<IResponseCookiesFeature>(
            new Answered(
                features.Get<IResponseCookiesFeature>() ?? new ResponseCookiesFeature(features), sent, session,
                PrefixAt(own)));
        return next(context);
    }

    /// <summary>
    /// Returns whether the session cookie was accepted without a prefix. In that case the application must set the
    /// cookie again, so that its name gets the prefix.
    /// </summary>
    /// <param name="context">The current request.</param>
    /// <returns><see langword="false"/> also when <see cref="UseCookieNames"/> is not registered.</returns>
    public static bool HasUnprefixedSession(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FindSent(context.Features.Get<IRequestCookiesFeature>())?.HasUnprefixedSession == true;
    }

    static Sent? FindSent(IRequestCookiesFeature? feature) => feature switch
    {
        Sent sent => sent,
        CookieIsolation.Sent own => FindSent(own.All),
        _ => null,
    };

    static string PrefixAt(string root) => root.Length == 0 ? HostPrefix : SecurePrefix;

    sealed class Sent(IRequestCookiesFeature all, string session, string outer, string own)
        : IRequestCookiesFeature, IRequestCookieCollection
    {
        IRequestCookieCollection? given;

        public IRequestCookieCollection Cookies { get => given ?? this; set => given = value; }

        public bool HasUnprefixedSession => Find(session) == session;

        public string? this[string key] => Find(key) is { } name ? all.Cookies[name] : null;

        public int Count => Keys.Count;

        public ICollection<string> Keys => [.. this.Select(cookie => cookie.Key)];

        public bool ContainsKey(string key) => Find(key) is not null;

        public bool IsSentUnprefixed(string key) => all.Cookies.ContainsKey(key);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = this[key];
            return value is not null;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => all.Cookies
            .Select(cookie => Plain(cookie.Key))
            .OfType<string>()
            .Distinct()
            .Select(key => KeyValuePair.Create(key, this[key] ?? ""))
            .GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        // Returns the full name of the cookie that the browser sent for a name without prefix; null when it sent none.
        string? Find(string key) =>
            all.Cookies.ContainsKey(outer + key) ? outer + key
            : key == session ? (all.Cookies.ContainsKey(key) ? key : null)
            : all.Cookies.ContainsKey(own + key) ? own + key
            : null;

        string? Plain(string name) =>
            name.StartsWith(outer, StringComparison.Ordinal) ? name[outer.Length..]
            : name.StartsWith(own, StringComparison.Ordinal) ? name[own.Length..]
            : name == session ? name
            : null;
    }

    sealed class Answered(IResponseCookiesFeature all, Sent sent, string session, string prefix)
        : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => Append(key, value, new CookieOptions());

        public void Append(string key, string value, CookieOptions options)
        {
            all.Cookies.Append(prefix + key, value, Of(options));
            if (key == session && sent.IsSentUnprefixed(key)) all.Cookies.Delete(key, options);
        }

        public void Delete(string key) => Delete(key, new CookieOptions());

        public void Delete(string key, CookieOptions options)
        {
            all.Cookies.Delete(prefix + key, Of(options));
            if (key == session && sent.IsSentUnprefixed(key)) all.Cookies.Delete(key, options);
        }

        // Adds the attributes that the prefix requires. Browsers refuse __Host- with a domain or a path other than /.
        CookieOptions Of(CookieOptions options) => prefix == HostPrefix
            ? new(options) { Secure = true, Path = "/", Domain = null }
            : new(options) { Secure = true };
    }
}
