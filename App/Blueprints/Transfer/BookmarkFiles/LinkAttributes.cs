using System.Buffers;
using App.Blueprints.Links;
using App.Blueprints.Links.Urls;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Reads a link from the attributes of an A element. Supports the attribute names that browsers and bookmark services
/// use.
/// </summary>
static class LinkAttributes
{
    static readonly SearchValues<char> addressEnds = SearchValues.Create(" \t\r\n\\\"'>");

    static readonly BookmarkAttribute[] publicSpellings =
        [BookmarkAttribute.Shared, BookmarkAttribute.Public, BookmarkAttribute.Published, BookmarkAttribute.Pub];

    static readonly BookmarkAttribute[] dates =
    [
        BookmarkAttribute.AddDate,
        BookmarkAttribute.TimeAdded,
        BookmarkAttribute.LastModified,
        BookmarkAttribute.LastVisit,
    ];

    /// <summary>
    /// Creates an entry without number, title and description. Sets <paramref name="refusal"/> if the link cannot be
    /// imported.
    /// </summary>
    public static BookmarkEntry Entry(
        HtmlAttributes attributes,
        BookmarkFolder folder,
        int line,
        out RefusalReason? refusal
    )
    {
        var url = attributes[BookmarkAttribute.Href] is { } href ? HtmlText.Address(href) : "";
        // Unwraps the URL of a page saved from a browser's reader view or source view.
        var inner = UrlFinder.Unwrap(url);
        if (inner != url) url = inner.StartsWith("//", StringComparison.Ordinal) ? $"https:{inner}" : inner;
        refusal = attributes.IsBroken
            ? RefusalReason.Unfinished
            : BookmarkUrls.Refuse(url, attributes.WasCut(BookmarkAttribute.Href));
        if (attributes.IsBroken) return new() { Number = 0, Line = line, Url = url, Title = "" };

        var tags = BookmarkTags.Read(attributes, out var isArchived, out var tagsCut);
        var texts = Texts(attributes, out var textCut);
        var icon = attributes[BookmarkAttribute.Icon];
        var keepsIcon = icon is { Length: > 0 } && !attributes.WasCut(BookmarkAttribute.Icon)
            && icon.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            Number = 0,
            Line = line,
            Url = url,
            Title = "",
            Note = attributes[BookmarkAttribute.Notes] is { } note ? HtmlText.Lines(note) : "",
            Tags = tags,
            Folder = folder.Names,
            OwnFolder = folder.OwnNames,
            SpecialFolder = folder.Special,
            AddedAt = Date(BookmarkAttribute.AddDate) ?? Date(BookmarkAttribute.TimeAdded),
            ModifiedAt = Date(BookmarkAttribute.LastModified),
            VisitedAt = Date(BookmarkAttribute.LastVisit),
            IsPrivate = IsPrivate(attributes),
            IsUnread = folder.IsUnread || Flag(attributes[BookmarkAttribute.ToRead]) == true,
            IsArchived = folder.IsArchived || isArchived || Flag(attributes[BookmarkAttribute.Archived]) == true,
            IsStarred = Flag(attributes[BookmarkAttribute.Starred]) == true,
            Texts = texts,
            Charset = Text(BookmarkAttribute.LastCharset) is { Length: > 0 and < 50 } charset ? charset : null,
            Icon = keepsIcon ? HtmlText.Address(icon) : null,
            IconUrl =
                Text(BookmarkAttribute.IconUri) is { Length: > 0 } iconUrl
                && !attributes.WasCut(BookmarkAttribute.IconUri)
                && BookmarkUrls.Refuse(iconUrl) is null
                    ? iconUrl
                    : null,
            Remarks =
                (tagsCut ? EntryRemarks.TagsCut : 0)
                | (textCut ? EntryRemarks.TextCut : 0)
                | (folder.WasCut ? EntryRemarks.FolderCut : 0)
                | (attributes.WasCut(BookmarkAttribute.Notes) ? EntryRemarks.NoteCut : 0)
                | (
                    attributes.WasCut(BookmarkAttribute.Description) || attributes.WasCut(BookmarkAttribute.Note)
                        ? EntryRemarks.DescriptionCut
                        : 0
                )
                | (icon is { Length: > 0 } && !keepsIcon ? EntryRemarks.IconDropped : 0)
                | (Array.Exists(dates, IsUnreadable) ? EntryRemarks.DateUnreadable : 0),
        };

        string Text(BookmarkAttribute attribute) => attributes[attribute] is { } raw ? HtmlText.Line(raw) : "";
        DateTimeOffset? Date(BookmarkAttribute attribute) => BookmarkDates.Parse(attributes[attribute]);
        bool IsUnreadable(BookmarkAttribute attribute) =>
            attributes[attribute] is { } raw && raw.Trim() is not ("" or "0") && BookmarkDates.Parse(raw) is null;
    }

    /// <summary>Extracts the URL from the tag of a link inside a comment or script.</summary>
    public static string HrefOf(string markup)
    {
        var start = markup.IndexOf("href", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return "";
        var value = markup.AsSpan(start + 4).TrimStart(" \t\r\n=\\\"'");
        var end = value.IndexOfAny(addressEnds);
        return (end < 0 ? value : value[..end]).ToString();
    }

    /// <summary>Determines from the attributes of a folder heading which built-in browser folder it is.</summary>
    public static SpecialFolder Special(HtmlAttributes attributes)
    {
        if (IsSet(BookmarkAttribute.PersonalToolbarFolder))
            return SpecialFolder.Toolbar;
        if (IsSet(BookmarkAttribute.UnfiledBookmarksFolder))
            return SpecialFolder.Unfiled;
        if (IsSet(BookmarkAttribute.BookmarksMenu))
            return SpecialFolder.Menu;
        if (IsSet(BookmarkAttribute.PlacesRoot))
            return SpecialFolder.Root;
        return attributes[BookmarkAttribute.Id] is "com.apple.ReadingList"
            ? SpecialFolder.ReadingList
            : SpecialFolder.None;

        bool IsSet(BookmarkAttribute attribute) =>
            attributes[attribute] is { } value && (value.Length == 0 || Flag(value) == true);
    }

    static LinkFields Texts(HtmlAttributes attributes, out bool wasCut)
    {
        var texts = new LinkFields();
        wasCut = false;
        foreach (var text in HtmlNames.Texts)
        {
            var attribute = HtmlNames.AttributeOf(text);
            if (attributes[attribute] is not { } raw) continue;
            var whole = text.IsLine ? HtmlText.Line(raw) : HtmlText.Lines(raw);
            var (value, isLonger) = HtmlText.Cut(whole, text.MaxLength);
            texts = text.With(texts, value);
            wasCut |= isLonger || attributes.WasCut(attribute);
        }
        return texts;
    }

    // PRIVATE takes precedence if its value is valid; an empty value means private. Otherwise the link is public only
    // if all attributes such as SHARED say so. Such an attribute is ignored if its value is empty.
    static bool? IsPrivate(HtmlAttributes attributes)
    {
        if (
            attributes[BookmarkAttribute.Private] is { } value
            && (value.Length == 0 ? true : Flag(value)) is { } isPrivate
        )
            return isPrivate;
        bool? isPublic = null;
        foreach (var spelling in publicSpellings)
        {
            if (Flag(attributes[spelling]) is { } says) isPublic = (isPublic ?? true) && says;
        }
        return !isPublic;
    }

    static bool? Flag(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        "1" or "yes" or "true" or "on" or "y" or "t" => true,
        "0" or "no" or "false" or "off" or "n" or "f" => false,
        _ => null,
    };
}
