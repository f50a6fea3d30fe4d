namespace App.Patterns.SqlMapping;

/// <summary>One page of a longer list. Flask documentation: SQLAlchemy in Flask (<c>paginate</c>).</summary>
/// <typeparam name="T">The type of a row.</typeparam>
/// <param name="Items">The rows of this page.</param>
/// <param name="Number">The number of this page, from 1.</param>
/// <param name="Size">The number of rows on a full page.</param>
/// <param name="Total">The number of rows on all pages.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Size, long Total)
{
    /// <summary>The number of pages, at least 1.</summary>
    public long Pages => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>Whether there is a page before this one.</summary>
    public bool HasPrevious => Number > 1;

    /// <summary>Whether there is a page after this one.</summary>
    public bool HasNext => Number < Pages;

    /// <summary>Whether the page exists: page 1 always does, a later page only when it has rows.</summary>
    public bool Exists => Number == 1 || (Number > 1 && Items.Count > 0);
}
