using App.Patterns.Forms;

namespace App.Blueprints.Links;

/// <summary>
/// The lengths of a link's fields, in Unicode code points. Forms, imports, edits of many links and rules use these
/// numbers, so that whatever came in can be edited. A link of these lengths is at most 1.3 MB as a multipart form,
/// below the 2 MB that a form may have. What was stored before and is longer stays, and can be saved unchanged.
/// </summary>
public static class LinkLimits
{
    public const int Url = 2_048;
    public const int Title = 4_000;
    public const int Description = 100_000;
    public const int Note = 100_000;

    /// <summary>The name of one tag.</summary>
    public const int Tag = 200;

    /// <summary>The tags of one link.</summary>
    public const int Tags = 500;

    /// <summary>Whether every name is short enough and there are not too many.</summary>
    public static bool Allow(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Count <= Tags && !tags.Any(name => CodePoints.Exceed(name, Tag));
    }
}
