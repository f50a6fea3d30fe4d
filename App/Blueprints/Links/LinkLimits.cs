using App.Blueprints.Shared;

namespace App.Blueprints.Links;

/// <summary>
/// Maximum lengths of a link's fields, in Unicode code points. Forms, imports, bulk edits and rules share these limits,
/// so every imported link can be edited. A link with all fields at their maximum is a multipart form of 1.3 MB; the
/// form limit is 2 MB. Longer values that an older release stored remain and can be saved unchanged.
/// </summary>
public static class LinkLimits
{
    public const int Url = 2_048;
    public const int Title = 4_000;
    public const int Description = 100_000;
    public const int Note = 100_000;
    public const int Keyword = 500;

    /// <summary>Maximum length of one tag name.</summary>
    public const int Tag = 200;

    /// <summary>Maximum number of tags of one link.</summary>
    public const int Tags = 500;

    /// <summary>
    /// Whether a link may have these tags: their number and the length of each name are within the limits.
    /// </summary>
    public static bool Allow(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Count <= Tags && !tags.Any(name => CodePoints.Exceed(name, Tag));
    }
}
