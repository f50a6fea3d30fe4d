
namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>The tags of a link out of every attribute that writers use for them.</summary>
static class BookmarkTags
{
    /// <summary>linkding has no attribute for its archive and writes this tag instead.</summary>
    public const string LinkdingArchived = "linkding:bookmarks.archived";

    static readonly BookmarkAttribute[] spellings =
    [
        BookmarkAttribute.Tags, BookmarkAttribute.Tag, BookmarkAttribute.Labels, BookmarkAttribute.Label,
        BookmarkAttribute.Folders, BookmarkAttribute.Folder,
    ];

    /// <summary>Split at commas, or at blanks where there is no comma; the first spelling of a tag counts.</summary>
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
