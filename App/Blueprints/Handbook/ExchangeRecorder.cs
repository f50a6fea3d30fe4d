using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.MethodOverrides;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Blueprints.Handbook;

/// <summary>
/// Writes down what went to and fro at demonstrations. An answer is held back until it is written down, so that whoever has it finds it
/// in the list; one that is sent while it is made goes out at once, and only its beginning is written down.
/// </summary>
sealed partial class ExchangeRecorder(RequestDelegate next)
{
    const int ShownCharacters = 2_000;

    public Task Invoke(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ExchangedAttribute>() is { } exchanged ? Record(context, exchanged.Slug) : next(context);

    async Task Record(HttpContext context, string slug)
    {
        var visitor = context.RequestServices.GetRequiredService<BrowserCookie>().Remember();
        var cookies = context.Response.Headers.SetCookie;
        // Tells the panel that there is something new.
        context.Response.Headers["HX-Trigger"] = "exchanged";
        var request = RequestOf(context.Request);
        var sent = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var answer = new HeldAnswer(sent.Stream);
        var held = answer.Held;
        context.Response.RegisterForDispose(answer);
        context.Features.Set(answer.Feature());
        // Called back last, so all headers are there.
        context.Response.OnStarting(() =>
        {
            // An error page begins with a cleared answer; a browser that loses its cookie there would not find this again.
            foreach (var cookie in cookies.Except(context.Response.Headers.SetCookie)) context.Response.Headers.Append("Set-Cookie", cookie);
            Keep(context, visitor, slug, new() { Request = request + FormOf(context), Response = ResponseOf(context.Response, held), Kind = KindOf(context.Response, held) });
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            await context.Response.BodyWriter.FlushAsync();
            context.Features.Set(sent);
        }
        // Nothing may be left to send: then an error page is drawn further out, and the answer has not begun.
        await answer.SendAsync(context.RequestAborted);
    }

    static void Keep(HttpContext context, string visitor, string slug, Exchange exchange)
    {
        var services = context.RequestServices;
        var (connection, store) = (services.GetRequiredService<OnDemandConnection>(), services.GetRequiredService<ExchangeStore>());
        connection.Transact(() => store.Add(visitor, slug, exchange, services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    static string RequestOf(HttpRequest request)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{request.SentMethod()} {request.GetEncodedPathAndQuery()} {request.Protocol}");
        AppendHeaders(text, request.Headers);
        return text.ToString().TrimEnd();
    }

    // What the application has read of it: a body that is refused is not read for this list either.
    static string FormOf(HttpContext context)
    {
        if (context.Features.Get<IFormFeature>()?.Form is not { } form || form.Count + form.Files.Count == 0) return "";
        var text = new StringBuilder("\n\n");
        foreach (var (name, values) in form)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}={(IsSecret(name) ? "…" : Shortened(values.ToString()))}");
        foreach (var file in form.Files)
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.Name}: {Shortened(file.FileName)}, {file.Length} bytes");
        return text.ToString().TrimEnd();
    }

    static string ResponseOf(HttpResponse response, MemoryStream body)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}");
        AppendHeaders(text, response.Headers);
        if (body.Length > 0 && IsText(response))
            text.AppendLine().Append(Shortened(Protected().Replace(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, ShownCharacters * 2)).Trim(), "…")));
        return text.ToString().TrimEnd();
    }

    static void AppendHeaders(StringBuilder text, IHeaderDictionary headers)
    {
        // What every answer has alike tells nothing here, and what lets somebody in is nobody else's.
        foreach (var (name, values) in headers.Where(header => !quiet.Contains(header.Key)))
            foreach (var value in values)
                text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {(secret.Contains(name) ? Masked(name, value ?? "") : Shortened(value ?? ""))}");
    }

    // Of an error page that is drawn further out the head is known here, and not the body.
    static ExchangeKind KindOf(HttpResponse response, MemoryStream body)
    {
        if (response.ContentType is null && body.Length == 0) return ExchangeKind.Empty;
        if (!MediaTypeHeaderValue.TryParse(response.ContentType, out var type) || type.MediaType != "text/html") return ExchangeKind.Other;
        var isFragment = body.Length == 0
            ? response.HttpContext.Request.WantsFragment()
            : !Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 400)).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        return isFragment ? ExchangeKind.Fragment : ExchangeKind.Page;
    }

    static bool IsText(HttpResponse response) => response.ContentType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal));

    static bool IsSecret(string field) => secretFields.Any(end => field.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    // Of cookies the names are told, of one that is set also for how long and where.
    static string Masked(string name, string value) => name switch
    {
        "Cookie" => string.Join("; ", value.Split("; ").Select(cookie => $"{cookie.Split('=')[0]}=…")),
        "Set-Cookie" => value.Split(';', 2) is [var cookie, var rest] ? $"{cookie.Split('=')[0]}=…;{rest}" : $"{value.Split('=')[0]}=…",
        _ => "…",
    };

    static string Shortened(string value) => value.Length <= ShownCharacters ? value : $"{value[..ShownCharacters]}…";

    // What the framework has protected: tokens.
    [GeneratedRegex("CfDJ8[\\w-]{20,}")]
    private static partial Regex Protected();

    static readonly ImmutableArray<string> secretFields = ["RequestVerificationToken", "Password", "Confirm"];

    static readonly FrozenSet<string> secret = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Cookie", "Set-Cookie", "Authorization", "RequestVerificationToken");

    static readonly FrozenSet<string> quiet = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "User-Agent", "Accept-Encoding", "Accept-Language", "Connection", "Upgrade-Insecure-Requests", "Priority", "Content-Security-Policy",
        "Permissions-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Content-Type-Options", "Origin", "Pragma", "DNT",
        "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Referer", "X-Forwarded-For");
}
