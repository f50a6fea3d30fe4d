
namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>Reads the tags of a link from all attributes that programs use for them.</summary>
static class BookmarkTags
{
    /// <summary>The tag that marks archived links in files of linkding, which have no attribute for it.</summary>
    public const string LinkdingArchived = "linkding:bookmarks.archived";

    static readonly BookmarkAttribute[] spellings =
    [
        BookmarkAttribute.Tags, BookmarkAttribute.Tag, BookmarkAttribute.Labels, BookmarkAttribute.Label,
        BookmarkAttribute.Folders, BookmarkAttribute.Folder,
    ];

    /// <summary>
    /// Reads the tags of a bookmark from the attributes of its HTML element. Divides a value at commas, or at spaces if
    /// it has no comma. Of tags that differ only in case, returns the first.
    /// </summary>
    public static List<string> Read(HtmlAttributes attributes, out bool isArchived, out bool wasCut)
    {
        List<string> tags = [];
        HashSet<string>? seen = null;
        (isArchived, wasCut) = (false, false);
        foreach (var spelling in spellings)
        {
            if (attributes[spelling] is not { Length: > 0 } raw) continue;
            wasCut |= attributes.WasCut(spelling);
            var text = HtmlText.Line(raw);
            foreach (var range in text.AsSpan().Split(text.Contains(',') ? ',' : ' '))
            {
                var (tag, isCut) = HtmlText.Cut(text[range].Trim(), BookmarkLimits.Tag);
                if (tag.Length == 0) continue;
                if (tag.Equals(LinkdingArchived, StringComparison.OrdinalIgnoreCase))
                {
                    isArchived = true;
                    continue;
                }
                if (!(seen ??= new(StringComparer.OrdinalIgnoreCase)).Add(tag)) continue;
                wasCut |= isCut || tags.Count == BookmarkLimits.Tags;
                if (tags.Count == BookmarkLimits.Tags) return tags;
                tags.Add(tag);
            }
        }
        return tags;
    }
}
