namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Finds the next occurrence of a text. Remembers the searched range, so that many searches read a file only once.
/// </summary>
sealed class TextSearch(string text)
{
    /// <summary>Maximum search distance in characters.</summary>
    public const int MaxDistance = 1 << 18;

    long foundAt = -1;
    long absentBefore;

    /// <summary>
    /// Returns the distance in characters to the next occurrence, at least <paramref name="from"/>. Returns -1 if
    /// there is none within <see cref="MaxDistance"/>.
    /// </summary>
    public int Find(MarkupSource source, int from)
    {
        var start = source.Position + from;
        if (foundAt < start)
        {
            var ahead = source.Ahead(MaxDistance);
            var first = (int)(Math.Max(start, absentBefore) - source.Position);
            foundAt = -1;
            var index = first < ahead.Length ? ahead[first..].IndexOf(text, StringComparison.OrdinalIgnoreCase) : -1;
            if (index < 0)
            {
                absentBefore = Math.Max(absentBefore, source.Position + ahead.Length - text.Length + 1);
                return -1;
            }
            foundAt = source.Position + first + index;
        }
        return (int)(foundAt - source.Position);
    }
}
