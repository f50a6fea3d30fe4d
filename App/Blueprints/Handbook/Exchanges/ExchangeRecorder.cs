using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.MethodOverrides;
using App.Patterns.Packages;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace App.Blueprints.Handbook.Exchanges;

/// <summary>
/// Records the HTTP exchanges of a demonstration (the live example in a handbook chapter). A response is buffered until
/// its exchange is stored, so that the browser's next request for the list of exchanges returns it. A streamed response
/// is sent at once, and only its beginning is recorded.
/// </summary>
static partial class ExchangeRecorder
{
    const int ShownCharacters = 2_000;

    /// <summary>
    /// Adds the hooks that record every view of a demonstration, except views with <see cref="UnrecordedAttribute"/>.
    /// </summary>
    public static void Record(BlueprintHooks hooks, string slug)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        hooks.Before(context =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<UnrecordedAttribute>() is null) Begin(context, slug);
            return Task.FromResult<IResult?>(null);
        });
        hooks.After(Store);
        hooks.Teardown(Send);
    }

    static void Begin(HttpContext context, string slug)
    {
        var visitor = context.RequestServices.GetRequiredService<BrowserCookie>().Remember();
        // On this event, the browser reloads the list of HTTP exchanges.
        context.Response.Headers["HX-Trigger"] = "exchanged";
        var sent = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var held = new BufferedResponseStream(sent.Stream);
        context.Response.RegisterForDispose(held);
        context.Features.Set(held.Feature());
        context.Features.Set(new Recording(
            slug, visitor, context.Response.Headers.SetCookie, RequestOf(context.Request), sent, held));
    }

    // Runs in an After hook, which follows every callback that a view registered, so all headers are set.
    static Task Store(HttpContext context)
    {
        if (context.Features.Get<Recording>() is not { } recording) return Task.CompletedTask;
        var (response, body) = (context.Response, recording.Held.Held);
        // An error page clears all headers. Sets the earlier cookies again, because the visitor's cookie identifies the
        // stored exchanges.
        foreach (var cookie in recording.Cookies.Except(response.Headers.SetCookie))
            response.Headers.Append("Set-Cookie", cookie);
        Keep(context, recording.Visitor, recording.Slug, new()
        {
            Request = recording.Request + FormOf(context),
            Response = ResponseOf(response, body),
            Kind = KindOf(response, body),
        });
        return Task.CompletedTask;
    }

    static async Task Send(HttpContext context, Exception? error)
    {
        if (context.Features.Get<Recording>() is not { } recording) return;
        await context.Response.BodyWriter.FlushAsync();
        context.Features.Set(recording.Sent);
        // After an exception, sends nothing, because an outer middleware writes the error response.
        if (error is null) await recording.Held.SendAsync(context.RequestAborted);
    }

    /// <param name="Cookies">The cookies that were set before the view ran.</param>
    /// <param name="Sent">The original body feature of the server.</param>
    sealed record Recording(
        string Slug, string Visitor, StringValues Cookies, string Request,
        IHttpResponseBodyFeature Sent, BufferedResponseStream Held);

    static void Keep(HttpContext context, string visitor, string slug, Exchange exchange)
    {
        var services = context.RequestServices;
        var (connection, store) = (
            services.GetRequiredService<OnDemandConnection>(),
            services.GetRequiredService<ExchangeStore>()
        );
        connection.Transact(() =>
            store.Add(visitor, slug, exchange, services.GetRequiredService<TimeProvider>().GetUtcNow())
        );
    }

    static string RequestOf(HttpRequest request)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{request.OriginalMethod()} {request.GetEncodedPathAndQuery()} {request.Protocol}"
        );
        AppendHeaders(text, request.Headers);
        return text.ToString().TrimEnd();
    }

    // Returns the form only if the application has read it, so that the body of a rejected request is not read.
    static string FormOf(HttpContext context)
    {
        if (context.Features.Get<IFormFeature>()?.Form is not { } form || form.Count + form.Files.Count == 0) return "";
        var text = new StringBuilder("\n\n");
        foreach (var (name, values) in form)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{name}={(IsSecret(name) ? "…" : Shortened(values.ToString()))}"
            );
        foreach (var file in form.Files)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{file.Name}: {Shortened(file.FileName)}, {file.Length} bytes"
            );
        return text.ToString().TrimEnd();
    }

    static string ResponseOf(HttpResponse response, MemoryStream body)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}"
        );
        AppendHeaders(text, response.Headers);
        if (body.Length > 0 && IsText(response))
            text.AppendLine()
                .Append(
                    Shortened(
                        Protected()
                            .Replace(
                                Encoding
                                    .UTF8.GetString(
                                        body.GetBuffer(),
                                        0,
                                        (int)Math.Min(body.Length, ShownCharacters * 2)
                                    )
                                    .Trim(),
                                "…"
                            )
                    )
                );
        return text.ToString().TrimEnd();
    }

    static void AppendHeaders(StringBuilder text, IHeaderDictionary headers)
    {
        // Leaves out headers that every exchange has, and masks secrets.
        foreach (var (name, values) in headers.Where(header => !quiet.Contains(header.Key)))
            foreach (var value in values)
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{name}: {(secret.Contains(name) ? Masked(name, value ?? "") : Shortened(value ?? ""))}"
                );
    }

    // Returns what the response contains. An outer middleware renders error pages later, so the body of an error
    // response is still empty here and only its headers are known.
    static ExchangeKind KindOf(HttpResponse response, MemoryStream body)
    {
        if (response.ContentType is null && body.Length == 0)
            return ExchangeKind.Empty;
        if (!MediaTypeHeaderValue.TryParse(response.ContentType, out var type) || type.MediaType != "text/html")
            return ExchangeKind.Other;
        var isFragment =
            body.Length == 0
                ? response.HttpContext.Request.WantsFragment()
                : !Encoding
                    .UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 400))
                    .Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        return isFragment ? ExchangeKind.Fragment : ExchangeKind.Page;
    }

    static bool IsText(HttpResponse response) =>
        response.ContentType is { } type
        && (type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal));

    static bool IsSecret(string field) =>
        secretFields.Any(end => field.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    // Shows the names of cookies, and the attributes of a cookie that is set.
    static string Masked(string name, string value) =>
        name switch
        {
            "Cookie" => string.Join("; ", value.Split("; ").Select(cookie => $"{cookie.Split('=')[0]}=…")),
            "Set-Cookie" => value.Split(';', 2) is [var cookie, var rest]
                ? $"{cookie.Split('=')[0]}=…;{rest}"
                : $"{value.Split('=')[0]}=…",
            _ => "…",
        };

    static string Shortened(string value) => value.Length <= ShownCharacters ? value : $"{value[..ShownCharacters]}…";

    // Matches tokens that are protected by ASP.NET Core data protection.
    [GeneratedRegex("CfDJ8[\\w-]{20,}")]
    private static partial Regex Protected();

    static readonly ImmutableArray<string> secretFields = ["RequestVerificationToken", "Password", "Confirm"];

    static readonly FrozenSet<string> secret = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Cookie",
        "Set-Cookie",
        "Authorization",
        "RequestVerificationToken"
    );

    static readonly FrozenSet<string> quiet = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "User-Agent",
        "Accept-Encoding",
        "Accept-Language",
        "Connection",
        "Upgrade-Insecure-Requests",
        "Priority",
        "Content-Security-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "X-Content-Type-Options",
        "Origin",
        "Pragma",
        "DNT",
        "sec-ch-ua",
        "sec-ch-ua-mobile",
        "sec-ch-ua-platform",
        "Sec-Fetch-Dest",
        "Sec-Fetch-Mode",
        "Sec-Fetch-Site",
        "Sec-Fetch-User",
        "Referer",
        "X-Forwarded-For"
    );
}
