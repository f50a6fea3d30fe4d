using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppDispatch;

/// <summary>
/// The cookies of a mounted application: a browser sends it those of the applications around it too, and of two with one name it cannot
/// know its own. On the wire each of its own ends in a suffix; inside nobody sees the suffix, nor any cookie without it.
/// </summary>
public static class OwnCookies
{
    /// <summary>Stands before everything that reads or sets a cookie.</summary>
    public static IApplicationBuilder UseOwnCookies(this IApplicationBuilder app, string suffix) => app.Use((context, next) =>
    {
        var features = context.Features;
        features.Set<IRequestCookiesFeature>(new Sent(new RequestCookiesFeature(features), suffix));
        features.Set<IResponseCookiesFeature>(new Answered(new ResponseCookiesFeature(features), suffix));
        return next(context);
    });

    sealed class Sent(RequestCookiesFeature all, string suffix) : IRequestCookiesFeature, IRequestCookieCollection
    {
        IRequestCookieCollection? given;

        public IRequestCookieCollection Cookies { get => given ?? this; set => given = value; }

        public string? this[string key] => all.Cookies[key + suffix];

        public int Count => Keys.Count;

        public ICollection<string> Keys => [.. this.Select(cookie => cookie.Key)];

        public bool ContainsKey(string key) => all.Cookies.ContainsKey(key + suffix);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => all.Cookies.TryGetValue(key + suffix, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => all.Cookies
            .Where(cookie => cookie.Key.EndsWith(suffix, StringComparison.Ordinal))
            .Select(cookie => KeyValuePair.Create(cookie.Key[..^suffix.Length], cookie.Value))
            .GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    sealed class Answered(ResponseCookiesFeature all, string suffix) : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => all.Cookies.Append(key + suffix, value);

        public void Append(string key, string value, CookieOptions options) => all.Cookies.Append(key + suffix, value, options);

        public void Delete(string key) => all.Cookies.Delete(key + suffix);

        public void Delete(string key, CookieOptions options) => all.Cookies.Delete(key + suffix, options);
    }
}
