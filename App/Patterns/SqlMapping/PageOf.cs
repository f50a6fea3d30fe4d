namespace App.Patterns.SqlMapping;

/// <summary>
/// One page of a longer list. Pages are numbered from 1. Flask: SQLAlchemy in Flask, <c>paginate</c>.
/// </summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Number">Which page this is, from 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="Total">Rows on all pages.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Size, long Total)
{
    public long Pages => Math.Max(1, (Total + Size - 1) / Size);

    public bool HasPrevious => Number > 1;

    public bool HasNext => Number < Pages;

    /// <summary>Whether such a page exists: the first always does, a later one only when it has rows.</summary>
    public bool Exists => Number == 1 || (Number > 1 && Items.Count > 0);
}
