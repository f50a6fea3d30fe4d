namespace App.Blueprints.Shared;

/// <summary>The links to the pages of a list.</summary>
/// <param name="Number">The current page, from 1.</param>
/// <param name="Pages">The number of pages.</param>
/// <param name="Address">A function that returns the URL of a page number.</param>
public sealed record Pagination(long Number, long Pages, Func<long, string> Address)
{
    const int Around = 2;

    /// <summary>The page numbers to show: first, last and those around the current page. Null marks a gap.</summary>
    public IEnumerable<long?> Numbers
    {
        get
        {
            long last = 0;
            foreach (var number in Shown())
            {
                if (number > last + 1) yield return null;
                yield return number;
                last = number;
            }
        }
    }

    IEnumerable<long> Shown() => new[] { 1, Pages }
        .Concat(Enumerable.Range(-Around, 2 * Around + 1).Select(offset => Number + offset))
        .Where(number => number >= 1 && number <= Pages)
        .Distinct()
        .Order();
}
