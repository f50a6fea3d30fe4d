using System.Collections.Immutable;
using App.Blueprints.Handbook.Sources;

namespace App.Blueprints.Handbook.Exports;

/// <summary>Maps URLs of the application to files of an exported handbook.</summary>
public sealed class ExportPaths(IReadOnlyList<string> languages)
{
    // The folders of static files that are exported. ExportedPage removes scripts that need the application.
    static readonly ImmutableArray<string> assets = ["css", "icons", "js"];

    /// <summary>
    /// Returns the file for a URL path: its path in the export folder, with forward slashes. Null when the URL is not
    /// exported.
    /// </summary>
    public string? FileOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return parts switch
        {
            [var language, .. var rest] when languages.Contains(language) => FileOf(rest) is { } file
                ? $"{language}/{file}"
                : null,
            [var folder, _, ..] when assets.Contains(folder) => string.Join('/', parts),
            _ => null,
        };
    }

    /// <summary>Returns the relative link from one file to another, followed by the URL fragment.</summary>
    public static string Between(string from, string to, string fragment)
    {
        var root = new Uri("file:///");
        var link = new Uri(root, Escaped(from)).MakeRelativeUri(new Uri(root, Escaped(to))).ToString();
        return (link.Length == 0 ? Escaped(to[(to.LastIndexOf('/') + 1)..]) : link) + fragment;
    }

    static string? FileOf(string[] parts) =>
        parts switch
        {
            [] or ["patterns"] => "index.html",
            ["patterns", var slug] when Chapters.Find(slug) is not null => $"{slug}.html",
            ["source"] => "source/index.html",
            ["source", .. var rest] when string.Join('/', rest) is var path => SourceFiles.Find(path) is null
                ? $"source/{path}/index.html"
                : $"source/{path}.html",
            _ => null,
        };

    static string Escaped(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
}
