using System.Collections.Immutable;
using App.Blueprints.Handbook.Sources;

namespace App.Blueprints.Handbook.Exports;

/// <summary>Which file of an exported handbook an address of the application becomes.</summary>
public sealed class ExportedAddress(IReadOnlyList<string> languages)
{
    // What pages look like; scripts of the application itself have nothing to do in a copy.
    static readonly ImmutableArray<string> assets = ["css", "icons", "js"];

    /// <summary>
    /// With slashes, from the root of the export on; null for an address that leads into the application.
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

    /// <summary>How one file of the export names another, with what stands behind a number sign.</summary>
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
