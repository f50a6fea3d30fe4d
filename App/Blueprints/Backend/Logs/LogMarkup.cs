using System.Globalization;
using System.Text.Encodings.Web;
using App.Blueprints.Shared;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace App.Blueprints.Backend.Logs;

/// <summary>Renders a log line as a list item, for the pages and for the event stream.</summary>
static class LogMarkup
{
    public static IHtmlContent Of(LogLine line)
    {
        var item = new TagBuilder("li");
        item.Attributes["data-level"] = line.Level.ToString().ToLowerInvariant();
        item.Attributes["value"] = line.Number.ToString(CultureInfo.InvariantCulture);
        item.InnerHtml.AppendHtml(
                Part("time", line.At.ToString("T", CultureInfo.CurrentCulture), "datetime", line.At.ToHtmlTime())
            )
            .AppendHtml(Part("strong", line.Level.ToString(), "dir", "ltr"))
            .AppendHtml(Part("code", line.Category, "dir", "ltr"))
            .AppendHtml(Part("span", line.Text, "dir", "auto"));
        if (line.Error is { } error)
        {
            var details = new TagBuilder("details");
            var summary = error.AsSpan();
            if (summary.IndexOf('\n') is >= 0 and var end)
                summary = summary[..end];
            details
                .InnerHtml.AppendHtml(Part("summary", summary.ToString(), "dir", "auto"))
                .AppendHtml(Part("pre", error, "dir", "ltr"));
            item.InnerHtml.AppendHtml(details);
        }
        return item;
    }

    public static string Text(LogLine line)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Of(line).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    static TagBuilder Part(string tag, string text, string attribute, string value)
    {
        var part = new TagBuilder(tag);
        part.Attributes[attribute] = value;
        part.InnerHtml.Append(text);
        return part;
    }
}
