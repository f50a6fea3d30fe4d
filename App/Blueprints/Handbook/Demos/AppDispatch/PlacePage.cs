using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using App.Patterns.Ajax;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <param name="By">The name of the application that responds.</param>
public sealed record PlaceResponse(string By, string Says)
{
    /// <summary>
    /// The number of requests since the application was built; null when no application handled the request.
    /// </summary>
    public int? Visits { get; init; }

    /// <summary>A URL that the application built from an endpoint name.</summary>
    public string? Built { get; init; }
}

/// <summary>
/// Renders the response of an application in the demonstration: a fragment for htmx, otherwise a document.
/// </summary>
static class PlacePage
{
    public static Task Write(HttpContext context, int status, PlaceResponse content)
    {
        var response = context.Response;
        (response.StatusCode, response.ContentType) = (status, "text/html; charset=utf-8");
        response.Headers.Vary = "HX-Request";
        response.Headers.CacheControl = "no-store";
        var fragment = Fragment(context, status, content);
        return response.WriteAsync(
            context.Request.WantsFragment() ? fragment : Document(context, content, fragment),
            context.RequestAborted
        );
    }

    static string Fragment(HttpContext context, int status, PlaceResponse content)
    {
        var request = context.Request;
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<h3>{status} {ReasonPhrases.GetReasonPhrase(status)}, from <strong>{content.By}</strong></h3>"
                + $"<p>{Encoded(content.Says)}</p><dl class=\"facts\">"
        );
        Fact("Root", Code(request.PathBase.Value));
        Fact("Path", Code(request.Path.Value));
        if (content.Visits is { } visits)
            Fact("Its own counter", visits.ToString(CultureInfo.InvariantCulture));
        if (content.Built is { } built)
            Fact(
                "A URL that it builds",
                $"<a href=\"{Encoded(built)}\" hx-get=\"{Encoded(built)}\" hx-target=\"#response\">{Code(built)}</a>"
            );
        return html.Append("</dl>").ToString();

        void Fact(string name, string value) =>
            html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }

    // Without scripts, the links of the demonstration load this document. It links back to the chapter, whose URL is
    // the part of the path base before "/apps".
    static string Document(HttpContext context, PlaceResponse content, string fragment)
    {
        var all = $"{context.Request.PathBase}";
        var chapter = Encoded(all[..all.LastIndexOf(Places.Address, StringComparison.OrdinalIgnoreCase)]);
        var styles = string.Concat(
            ((string[])["site", "layout", "components", "handbook"]).Select(name =>
                $"<link rel=\"stylesheet\" href=\"{chapter}/../../../css/{name}.css\">"
            )
        );
        const string viewport = """<meta name="viewport" content="width=device-width, initial-scale=1">""";
        var back = $"""<p><a href="{chapter}#demonstration">Back to the chapter</a></p>""";
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">{viewport}<title>{content.By}</title>
            {styles}</head>
            <body><main class="chapter-text"><div class="card demonstration">{fragment}{back}</div></main></body></html>
            """;
    }

    static string Code(string? text) => string.IsNullOrEmpty(text) ? "empty" : $"<code>{Encoded(text)}</code>";

    static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
