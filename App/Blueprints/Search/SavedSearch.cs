using App.Patterns.QueryStrings;

namespace App.Blueprints.Search;

/// <summary>A search that a person kept under a name.</summary>
public sealed record SavedSearch
{
    /// <summary>Of one account.</summary>
    public const int MaxCount = 100;

    /// <summary>In Unicode characters.</summary>
    public const int MaxName = 60;

    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What the address of the list says after its question mark: some of <c>q tag site is sort</c>.</summary>
    public required string Query { get; init; }

    /// <summary>The values in their order, as a request has them.</summary>
    public OrderedQuery Values => OrderedQuery.Parse(Query);

    /// <summary>Where it leads; <paramref name="root"/> is the root of the pages in the reader's language.</summary>
    public string ListAddress(string root) => $"{root}/links?{Query}";

    /// <summary>For people to read.</summary>
    public string Summary =>
        string.Join(
            " · ",
            Values.Select(value => value.Key == "q" ? value.Value.ToString() : $"{value.Key}: {value.Value}")
        );
}
