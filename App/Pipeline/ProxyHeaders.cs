using System.Collections.Immutable;
using Microsoft.AspNetCore.HttpOverrides;

namespace App.Pipeline;

/// <summary>
/// Applies the forwarded headers of known proxies. Runs the platform's middleware only for requests of known proxies.
/// That middleware would trust every sender when its lists of proxies are empty, and every connection without an IP
/// address.
/// </summary>
static class ProxyHeaders
{
    public const string For = "for";
    public const string Proto = "proto";
    public const string Host = "host";
    public const string Prefix = "prefix";

    public static readonly ImmutableArray<string> All = [For, Proto, Host, Prefix];

    /// <summary>
    /// Applies the forwarded headers; does nothing when there are no known proxies. Register before any middleware that
    /// uses the client's IP address, scheme, host or path base.
    /// </summary>
    /// <param name="headers">A subset of <see cref="All"/>.</param>
    public static void UseProxyHeaders(
        this IApplicationBuilder app, IReadOnlyList<KnownProxy> proxies, IReadOnlyList<string> headers)
    {
        if (proxies.Count == 0) return;
        var options = Options(proxies, headers);
        app.UseWhen(context => proxies.Any(proxy => proxy.Includes(context.Connection.RemoteIpAddress)), trusted =>
        {
            trusted.Use(CheckPrefix);
            trusted.UseForwardedHeaders(options);
        });
    }

    static ForwardedHeadersOptions Options(IReadOnlyList<KnownProxy> proxies, IReadOnlyList<string> headers)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.None };
        foreach (var name in headers) options.ForwardedHeaders |= Flag(name);
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
            if (proxy.Network is { } network)
                options.KnownIPNetworks.Add(network);
        return options;
    }

    static ForwardedHeaders Flag(string name) => name switch
    {
        For => ForwardedHeaders.XForwardedFor,
        Proto => ForwardedHeaders.XForwardedProto,
        Host => ForwardedHeaders.XForwardedHost,
        Prefix => ForwardedHeaders.XForwardedPrefix,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a forwarded header."),
    };

    // Removes an invalid prefix header, which the client may have sent to the proxy. A path base that begins with two
    // slashes would turn links into URLs of another host.
    static Task CheckPrefix(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue(ForwardedHeadersDefaults.XForwardedPrefixHeaderName, out var sent))
        {
            headers.Remove(ForwardedHeadersDefaults.XForwardedPrefixHeaderName);
            if (sent is [{ } prefix] && IsPrefix(prefix))
                headers[ForwardedHeadersDefaults.XForwardedPrefixHeaderName] = prefix.TrimEnd('/');
        }
        return next(context);
    }

    // Rejects backslashes too, because browsers treat a backslash as a slash.
    static bool IsPrefix(string prefix) => prefix is ['/', _, ..]
        && Uri.UnescapeDataString(prefix) is var path
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Any(letter => letter is '\\' or ',' or '?' or '#' || char.IsControl(letter));
}
