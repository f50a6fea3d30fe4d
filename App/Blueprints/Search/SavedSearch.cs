using App.Patterns.QueryStrings;

namespace App.Blueprints.Search;

/// <summary>A search that a person saved under a name.</summary>
public sealed record SavedSearch
{
    /// <summary>Maximum number of saved searches of one account.</summary>
    public const int MaxCount = 100;

    /// <summary>Maximum length of a name, in code points.</summary>
    public const int MaxName = 60;

    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// The query string of the list without the question mark. Its parameters are <c>q tag site is sort</c>, all
    /// optional.
    /// </summary>
    public required string Query { get; init; }

    /// <summary>The parameters of <see cref="Query"/>, in the same order.</summary>
    public OrderedQuery Values => OrderedQuery.Parse(Query);

    /// <summary>
    /// Returns the URL of the list that the search opens. <paramref name="root"/> is the path prefix of all pages in
    /// the reader's language.
    /// </summary>
    public string ListAddress(string root) => $"{root}/links?{Query}";

    /// <summary>The search in readable form, for example <c>cake · tag: food</c>.</summary>
    public string Summary =>
        string.Join(
            " · ",
            Values.Select(value => value.Key == "q" ? value.Value.ToString() : $"{value.Key}: {value.Value}")
        );
}
