using App.Blueprints.Search;

namespace App.Blueprints.Handbook;

/// <summary>
/// Searches the chapters with the library's query syntax. Scans every passage without an index, because there are few.
/// </summary>
public sealed class ChapterSearch(SearchQuery query)
{
    /// <summary>
    /// The matching passages: first the chapter titles, then other passages. Both are sorted by chapter number.
    /// </summary>
    public IReadOnlyList<ChapterPassage> Places { get; } =
        query.Expression is { } expression
            ?
            [
                .. ChapterPassage
                    .All.Where(place => Holds(expression, place))
                    .OrderByDescending(place => place.IsTitle)
                    .ThenBy(place => place.Chapter.Number),
            ]
            : [];

    static bool Holds(SearchExpression expression, ChapterPassage place) =>
        expression switch
        {
            SearchAnd and => and.Operands.All(operand => Holds(operand, place)),
            SearchOr or => or.Operands.Any(operand => Holds(operand, place)),
            SearchNot not => !Holds(not.Operand, place),
            SearchScope scope => Holds(scope.Operand, place),
            _ => SearchTerm.Of(expression) is { } term
                && (term.Fields is SearchFields.None || (term.Fields.HasFlag(SearchFields.Title) && place.IsTitle))
                && place.Says(term),
        };
}
