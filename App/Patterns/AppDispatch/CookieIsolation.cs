using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch;

/// <summary>
/// Separates the cookies of a mounted application from those of the applications around it, which a browser sends too.
/// In HTTP the name of each of its cookies ends in a suffix; code in the application sees neither the suffix nor a
/// cookie without it.
/// </summary>
public static class CookieIsolation
{
    /// <summary>Register after <see cref="CookieNames.UseCookieNames"/> and before anything that reads or sets a
    /// cookie.</summary>
    public static IApplicationBuilder UseOwnCookies(this IApplicationBuilder app, string suffix) =>
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
