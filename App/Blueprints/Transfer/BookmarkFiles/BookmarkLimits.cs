using App.Blueprints.Links;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Maximum field lengths of a bookmark file, in Unicode code points. Fields that are stored with a link have the limits
/// of <see cref="LinkLimits"/>. A longer text is cut and reported; a link with a longer URL is refused.
/// </summary>
public static class BookmarkLimits
{
    public const int Url = LinkLimits.Url;
    public const int Title = LinkLimits.Title;
    public const int Description = LinkLimits.Description;
    public const int Note = LinkLimits.Note;
    public const int Tag = LinkLimits.Tag;
    public const int Tags = LinkLimits.Tags;
    public const int FolderName = 500;
    public const int FolderDepth = 100;
    public const int Icon = 16_384;
    public const int RefusedText = 2_000;

    /// <summary>
    /// Maximum number of UTF-16 code units that a file uses for one code point, as in <c>&amp;#x10FFFD;</c>.
    /// </summary>
    public const int RawFactor = 10;
}
