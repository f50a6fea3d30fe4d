using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch.Cookies;

/// <summary>
/// Separates the cookies of a mounted application from the cookies of the applications in which it is mounted.
/// </summary>
/// <remarks>
/// The browser sends the cookies of the outer applications too. In HTTP headers, each cookie name of the mounted
/// application therefore ends in a suffix. The application's code reads and sets cookies without the suffix, and cannot
/// read the cookies of other applications. Flask documentation: Application Dispatching.
/// </remarks>
public static class CookieIsolation
{
    /// <summary>
    /// Adds a suffix to the name of each cookie. Register after <see cref="CookieNames.UseCookieNames"/> and before
    /// anything that reads or sets a cookie.
    /// </summary>
    /// <param name="app">The mounted application.</param>
    /// <param name="suffix">The suffix; unique among the applications of a host.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static IApplicationBuilder UseCookieIsolation(this IApplicationBuilder app, string suffix) =>
        app.Use(
            (context, next) =>
            {
                var features = context.Features;
                features.Set<IRequestCookiesFeature>(
                    new Sent(features.Get<IRequestCookiesFeature>() ?? new RequestCookiesFeature(features), suffix)
                );
                features.Set<IResponseCookiesFeature>(
                    new Answered(
                        features.Get<IResponseCookiesFeature>() ?? new ResponseCookiesFeature(features),
                        suffix
                    )
                );
                return next(context);
            }
        );

    internal sealed class Sent(IRequestCookiesFeature all, string suffix)
        : IRequestCookiesFeature, IRequestCookieCollection
    {
        IRequestCookieCollection? given;

        public IRequestCookiesFeature All => all;

        public IRequestCookieCollection Cookies { get => given ?? this; set => given = value; }

        public string? this[string key] => all.Cookies[key + suffix];

        public int Count => Keys.Count;

        public ICollection<string> Keys => [.. this.Select(cookie => cookie.Key)];

        public bool ContainsKey(string key) => all.Cookies.ContainsKey(key + suffix);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            all.Cookies.TryGetValue(key + suffix, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => all.Cookies
            .Where(cookie => cookie.Key.EndsWith(suffix, StringComparison.Ordinal))
            .Select(cookie => KeyValuePair.Create(cookie.Key[..^suffix.Length], cookie.Value))
            .GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    sealed class Answered(IResponseCookiesFeature all, string suffix) : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => all.Cookies.Append(key + suffix, value);

        public void Append(string key, string value, CookieOptions options) =>
            all.Cookies.Append(key + suffix, value, options);

        public void Delete(string key) => all.Cookies.Delete(key + suffix);

        public void Delete(string key, CookieOptions options) => all.Cookies.Delete(key + suffix, options);
    }
}
