using System.Collections.Frozen;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>The meaning of an element in a bookmark file.</summary>
enum HtmlTag
{
    Unknown,
    /// <summary>An element such as B or SPAN that only changes the look of its text.</summary>
    Inline,
    /// <summary>An element that begins a new line of text.</summary>
    Block,
    /// <summary>An element that contains raw text without markup, such as a script.</summary>
    Raw,
    A,
    Definitions,
    List,
    Term,
    Description,
    Title,
    Heading,
}

/// <summary>
/// The HTML attributes of links and folders in bookmark files. The attributes of the text fields in
/// <see cref="HtmlNames.Texts"/> are not members of this enum: they have the numbers after its last member.
/// </summary>
enum BookmarkAttribute
{
    Href, AddDate, TimeAdded, LastModified, LastVisit,
    Tags, Tag, Labels, Label, Folders, Folder,
    Private, Shared, Public, Published, Pub, ToRead, Starred, Archived,
    Description, Note, Notes, LastCharset, Icon, IconUri,
    PersonalToolbarFolder, UnfiledBookmarksFolder, BookmarksMenu, PlacesRoot, Id,
}

/// <summary>The names of the HTML elements and attributes that bookmark files use, in upper or lower case.</summary>
static class HtmlNames
{
    /// <summary>Maximum length of an element or attribute name in this class, in characters.</summary>
    public const int MaxLength = 32;

    static readonly FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> tags = Elements();
    static readonly BookmarkAttribute[] fixedAttributes = Enum.GetValues<BookmarkAttribute>();

    /// <summary>
    /// The text fields of a link that a bookmark file stores in an extra HTML attribute, such as the keyword in
    /// SHORTCUTURL.
    /// </summary>
    public static IReadOnlyList<LinkText> Texts { get; } =
        [.. LinkSchema.Texts.Where(text => text.FileAttribute is not null)];

    static readonly FrozenDictionary<LinkText, BookmarkAttribute> textAttributes = Texts
        .Select((text, i) => (text, Attribute: (BookmarkAttribute)(fixedAttributes.Length + i)))
        .ToFrozenDictionary(one => one.text, one => one.Attribute);

    static readonly FrozenDictionary<string, BookmarkAttribute>.AlternateLookup<ReadOnlySpan<char>> attributes =
        fixedAttributes.Select(attribute => (Name: Spelling(attribute), attribute))
            .Concat(Texts.Select(text => (Name: text.FileAttribute!, AttributeOf(text))))
            .ToFrozenDictionary(one => one.Name, one => one.Item2, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static int AttributeCount { get; } = fixedAttributes.Length + Texts.Count;

    /// <summary>Returns the HTML attribute that contains a text field from <see cref="Texts"/>.</summary>
    public static BookmarkAttribute AttributeOf(LinkText text) => textAttributes[text];

    /// <summary>Whether the HTML attribute contains a text field from <see cref="Texts"/>.</summary>
    public static bool IsText(BookmarkAttribute attribute) => (int)attribute >= fixedAttributes.Length;

    public static HtmlTag Tag(ReadOnlySpan<char> name) => tags.TryGetValue(name, out var tag) ? tag : HtmlTag.Unknown;

    public static BookmarkAttribute? Attribute(ReadOnlySpan<char> name) =>
        attributes.TryGetValue(name, out var found) ? found : null;

    /// <summary>Whether the text begins with the start tag of a link.</summary>
    public static bool IsLinkStart(ReadOnlySpan<char> markup) =>
        markup is ['<', 'a' or 'A', ..] && (markup.Length == 2 || !IsNameCharacter(markup[2]));

    /// <summary>Whether the text begins with the end tag of a link.</summary>
    public static bool IsLinkEnd(ReadOnlySpan<char> markup) =>
        markup is ['<', '/', 'a' or 'A', ..] && (markup.Length == 3 || !IsNameCharacter(markup[3]));

    /// <summary>
    /// Whether the text begins with a tag of a known element or a document type. The text starts after the <c>&lt;</c>.
    /// </summary>
    public static bool IsKnownTag(ReadOnlySpan<char> markup)
    {
        if (markup is ['!', ..]) return markup.StartsWith("!doctype", StringComparison.OrdinalIgnoreCase);
        if (markup is ['/', ..]) markup = markup[1..];
        var length = 0;
        while (length < markup.Length && IsNameCharacter(markup[length])) length++;
        return Tag(markup[..length]) != HtmlTag.Unknown;
    }

    public static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.';

    static string Spelling(BookmarkAttribute attribute) => attribute switch
    {
        BookmarkAttribute.AddDate => "ADD_DATE",
        BookmarkAttribute.TimeAdded => "TIME_ADDED",
        BookmarkAttribute.LastModified => "LAST_MODIFIED",
        BookmarkAttribute.LastVisit => "LAST_VISIT",
        BookmarkAttribute.LastCharset => "LAST_CHARSET",
        BookmarkAttribute.IconUri => "ICON_URI",
        BookmarkAttribute.PersonalToolbarFolder => "PERSONAL_TOOLBAR_FOLDER",
        BookmarkAttribute.UnfiledBookmarksFolder => "UNFILED_BOOKMARKS_FOLDER",
        BookmarkAttribute.BookmarksMenu => "BOOKMARKS_MENU",
        BookmarkAttribute.PlacesRoot => "PLACES_ROOT",
        _ => attribute.ToString(),
    };

    static FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> Elements()
    {
        var names = new Dictionary<string, HtmlTag>
        {
            ["a"] = HtmlTag.A,
            ["dl"] = HtmlTag.Definitions,
            ["dt"] = HtmlTag.Term,
            ["dd"] = HtmlTag.Description,
            ["h1"] = HtmlTag.Title,
        };
        Add(HtmlTag.List, "ul ol menu dir");
        Add(HtmlTag.Heading, "h2 h3 h4 h5 h6");
        Add(HtmlTag.Raw, "script style textarea iframe xmp noembed noframes");
        Add(HtmlTag.Block, "p br hr li div table tr blockquote section article header footer center");
        Add(
            HtmlTag.Inline,
            "b i u s em strong span font strike del ins code pre tt kbd samp var cite q small big sub sup mark "
                + "abbr acronym img nobr wbr td th tbody thead html head body meta link title base"
        );
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(HtmlTag tag, string list)
        {
            foreach (var name in list.Split(' ')) names.Add(name, tag);
        }
    }
}
