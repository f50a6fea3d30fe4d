namespace App.Blueprints.Transfer;

/// <summary>The most a field of a bookmark file may hold, in UTF-16 characters; what is longer is cut and said, a longer URL is refused.</summary>
public static class BookmarkLimits
{
    public const int Url = 65_000;
    public const int Title = 4_000;
    public const int Description = 100_000;
    public const int Note = 100_000;
    public const int Tag = 200;
    public const int Tags = 500;
    public const int FolderName = 500;
    public const int FolderDepth = 100;
    public const int Keyword = 500;
    public const int Icon = 16_384;
    public const int RefusedText = 2_000;
}
