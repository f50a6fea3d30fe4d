
namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// One link found in a bookmark file: taken (<see cref="BookmarkEntry"/>) or refused (<see cref="RefusedEntry"/>).
/// </summary>
public abstract record BookmarkRow
{
    /// <summary>
    /// Counts every row of the file from 1, refused ones too; the same file always gives the same numbers.
    /// </summary>
    public required int Number { get; init; }

    /// <summary>The line of the file on which the link begins, from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>
/// A link as its file tells it: decoded, free of control characters, within <see cref="BookmarkLimits"/>, otherwise
/// unchanged.
/// </summary>
public sealed record BookmarkEntry : BookmarkRow
{
    /// <summary>Absolute, with a host, and of the scheme http, https, ftp or ftps; not normalised.</summary>
    public required string Url { get; init; }
    /// <summary>One line; empty if the file gives none.</summary>
    public required string Title { get; init; }
    public string Description { get; init; } = "";
    /// <summary>The private note: of linkding's marker, or of our own NOTES attribute.</summary>
    public string Note { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>All folder names from the outermost inward.</summary>
    public IReadOnlyList<string> Folder { get; init; } = [];
    /// <summary>The same without the roots that belong to the browser, such as its toolbar.</summary>
    public IReadOnlyList<string> OwnFolder { get; init; } = [];
    public SpecialFolder SpecialFolder { get; init; }

    public DateTimeOffset? AddedAt { get; init; }
    public DateTimeOffset? ModifiedAt { get; init; }
    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>Null where the file is silent: its reader's own default holds.</summary>
    public bool? IsPrivate { get; init; }
    public bool IsUnread { get; init; }
    public bool IsArchived { get; init; }
    public bool IsStarred { get; init; }

    /// <summary>The word that opens the link in Firefox's address bar.</summary>
    public string? Keyword { get; init; }
    /// <summary>The encoding the page had when it was last seen.</summary>
    public string? Charset { get; init; }
    /// <summary>A small icon as a <c>data:image/…</c> address.</summary>
    public string? Icon { get; init; }
    public string? IconUrl { get; init; }

    /// <summary>What could not be taken over whole.</summary>
    public EntryRemarks Remarks { get; init; }
}

/// <summary>A link that was not taken, and why.</summary>
public sealed record RefusedEntry : BookmarkRow
{
    public required RefusalReason Reason { get; init; }
    /// <summary>At most the first 2,000 characters of what stood there.</summary>
    public string Url { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>Everything that the file says about it; null where its markup cannot be read.</summary>
    public BookmarkEntry? Content { get; init; }
}

/// <summary>Why a row is refused. The names are stable: they are stored and translated.</summary>
public enum RefusalReason
{
    /// <summary>No HREF, or an empty one.</summary>
    MissingUrl,
    /// <summary>No scheme, such as <c>//host/page</c>.</summary>
    RelativeUrl,
    /// <summary>A note of a Shaarli, such as <c>?abc</c> or <c>/shaare/abc</c>.</summary>
    ShaarliNote,
    /// <summary>A web address that cannot be one, such as one without a host.</summary>
    InvalidUrl,
    UrlTooLong,
    /// <summary><c>javascript:</c> and <c>vbscript:</c>.</summary>
    Script,
    /// <summary><c>place:</c>, a saved search of Firefox.</summary>
    BrowserQuery,
    /// <summary><c>data:</c> and <c>blob:</c>.</summary>
    DataUrl,
    /// <summary><c>about:</c>, <c>chrome:</c> and other pages inside a browser.</summary>
    BrowserPage,
    /// <summary><c>feed:</c>.</summary>
    Feed,
    /// <summary><c>file:</c>.</summary>
    LocalFile,
    UnsupportedScheme,
    /// <summary>The tag or quotation of the link that begins here is never closed.</summary>
    Unfinished,
    /// <summary>Not a link: the file ends within markup.</summary>
    CutOff,
    /// <summary>Within a comment or a script.</summary>
    Hidden,
    /// <summary>In the description of a folder, which is not kept.</summary>
    FolderPath,
}

/// <summary>What of an entry was cut to <see cref="BookmarkLimits"/> or could not be understood.</summary>
[Flags]
public enum EntryRemarks
{
    None = 0,
    TitleCut = 1,
    DescriptionCut = 2,
    NoteCut = 4,
    TagsCut = 8,
    FolderCut = 16,
    KeywordCut = 32,
    IconDropped = 64,
    DateUnreadable = 128,
}

/// <summary>A folder that means something to its browser and carries no name of the person's own.</summary>
public enum SpecialFolder
{
    None,
    Root,
    Menu,
    Toolbar,
    Unfiled,
    ReadingList,
}

/// <summary>Why a stream holds no bookmarks at all.</summary>
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
    /// <summary>Markup without a single link; known only when all of it has been read.</summary>
    NoLinks,
}
