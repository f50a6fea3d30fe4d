using App.Blueprints.Links;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// One link of a bookmark file: accepted (<see cref="BookmarkEntry"/>) or refused (<see cref="RefusedEntry"/>).
/// </summary>
public abstract record BookmarkRow
{
    /// <summary>
    /// Number of the row from 1, counting refused rows too. The same file always gives the same numbers.
    /// </summary>
    public required int Number { get; init; }

    /// <summary>The line of the file on which the link begins, from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>
/// A link as the file describes it: decoded, free of control characters, within <see cref="BookmarkLimits"/>, otherwise
/// unchanged.
/// </summary>
public sealed record BookmarkEntry : BookmarkRow
{
    /// <summary>Absolute URL with a host and the scheme http, https, ftp or ftps; not normalised.</summary>
    public required string Url { get; init; }
    /// <summary>The title as one line; empty if the file has none.</summary>
    public required string Title { get; init; }
    public string Description { get; init; } = "";
    /// <summary>The private note, read from linkding's notes marker or from Carafe's NOTES attribute.</summary>
    public string Note { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>All folder names, outermost first.</summary>
    public IReadOnlyList<string> Folder { get; init; } = [];
    /// <summary>
    /// Names of the folders that the user created: <see cref="Folder"/> without the browser's built-in folders, such as
    /// the bookmarks toolbar.
    /// </summary>
    public IReadOnlyList<string> OwnFolder { get; init; } = [];
    public SpecialFolder SpecialFolder { get; init; }

    public DateTimeOffset? AddedAt { get; init; }
    public DateTimeOffset? ModifiedAt { get; init; }
    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>Whether the link is private; null when the file does not specify it.</summary>
    public bool? IsPrivate { get; init; }
    public bool IsUnread { get; init; }
    public bool IsArchived { get; init; }
    public bool IsStarred { get; init; }

    /// <summary>
    /// The values of extra attributes of the A element, such as SHORTCUTURL for the keyword. The property
    /// <see cref="LinkText.FileAttribute"/> of a text field is the attribute's name.
    /// </summary>
    public LinkFields Texts { get; init; } = new();
    /// <summary>Character encoding that the linked page had at the last visit (LAST_CHARSET).</summary>
    public string? Charset { get; init; }
    /// <summary>Favicon as a <c>data:image/…</c> URL.</summary>
    public string? Icon { get; init; }
    public string? IconUrl { get; init; }

    /// <summary>Fields that were cut or could not be read.</summary>
    public EntryRemarks Remarks { get; init; }
}

/// <summary>A refused link and the reason.</summary>
public sealed record RefusedEntry : BookmarkRow
{
    public required RefusalReason Reason { get; init; }
    /// <summary>The URL as written in the file, cut to 2,000 characters.</summary>
    public string Url { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>All data of the link; null when its markup cannot be read.</summary>
    public BookmarkEntry? Content { get; init; }
}

/// <summary>Why a row is refused. The names are stored and translated: do not rename them.</summary>
public enum RefusalReason
{
    /// <summary>The link has no HREF attribute, or an empty one.</summary>
    MissingUrl,
    /// <summary>The URL has no scheme, such as <c>//host/page</c>.</summary>
    RelativeUrl,
    /// <summary>The relative URL of a Shaarli note, such as <c>?abc</c> or <c>/shaare/abc</c>.</summary>
    ShaarliNote,
    /// <summary>An invalid web URL, such as one without a host.</summary>
    InvalidUrl,
    UrlTooLong,
    /// <summary>A <c>javascript:</c> or <c>vbscript:</c> URL.</summary>
    Script,
    /// <summary>A <c>place:</c> URL, which is a saved search of Firefox.</summary>
    BrowserQuery,
    /// <summary>A <c>data:</c> or <c>blob:</c> URL.</summary>
    DataUrl,
    /// <summary>An <c>about:</c>, <c>chrome:</c> or other URL of a page inside a browser.</summary>
    BrowserPage,
    /// <summary>A <c>feed:</c> URL.</summary>
    Feed,
    /// <summary>A <c>file:</c> URL.</summary>
    LocalFile,
    UnsupportedScheme,
    /// <summary>The tag or a quoted value of the link that begins here is never closed.</summary>
    Unfinished,
    /// <summary>The file ends inside markup that is not a link.</summary>
    CutOff,
    /// <summary>The link is inside a comment or a script.</summary>
    Hidden,
    /// <summary>The link is in the description of a folder. Such descriptions are not imported.</summary>
    FolderDescription,
}

/// <summary>Fields of an entry that were cut to <see cref="BookmarkLimits"/> or could not be read.</summary>
[Flags]
public enum EntryRemarks
{
    None = 0,
    TitleCut = 1,
    DescriptionCut = 2,
    NoteCut = 4,
    TagsCut = 8,
    FolderCut = 16,
    /// <summary>At least one text in <see cref="BookmarkEntry.Texts"/> was cut.</summary>
    TextCut = 32,
    IconDropped = 64,
    DateUnreadable = 128,
}

/// <summary>A built-in folder of a browser, whose name the user did not choose.</summary>
public enum SpecialFolder
{
    None,
    Root,
    Menu,
    Toolbar,
    Unfiled,
    ReadingList,
}

/// <summary>Why a file is not a bookmark file.</summary>
public enum BookmarkFileProblem
{
    None,
    Empty,
    Pdf,
    Image,
    Archive,
    Database,
    Binary,
    Json,
    Csv,
    PlainText,
    /// <summary>The file has markup but no links; known only after the whole file has been read.</summary>
    NoLinks,
}
