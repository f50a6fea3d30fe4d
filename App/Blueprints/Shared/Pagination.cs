namespace App.Blueprints.Shared;

/// <summary>The pages of a list, as links.</summary>
/// <param name="Number">The page that is shown, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Address">The address of a page.</param>
public sealed record Pagination(long Number, long Pages, Func<long, string> Address)
{
    const int Around = 2;

    /// <summary>The numbers to show: the ends and those around the current page; null stands for a gap.</summary>
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
