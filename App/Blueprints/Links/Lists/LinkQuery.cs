using System.Globalization;
using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Patterns.QueryStrings;
using App.Patterns.SqlMapping;

namespace App.Blueprints.Links.Lists;

public enum LinkState { Unread, Starred, Archived, Public }

/// <summary>One query parameter of a list: a search text, filter or sort order, such as <c>tag=csharp</c>.</summary>
public sealed record Refinement(string Name, string Value)
{
    public const string Text = "q";
    public const string Tag = "tag";
    public const string Site = "site";
    public const string State = "is";
    public const string Sort = "sort";
}

/// <summary>
/// Defines which links a list shows. Consists of the query parameters <c>q tag site is sort</c> in the order in which
/// the person added them (the trail). Unknown and redundant parameters are ignored, so that equal queries have one URL.
/// </summary>
public sealed record LinkQuery
{
    /// <summary>
    /// Maximum length of the search text, in code points. A longer text is cut, and the page shows a notice.
    /// </summary>
    public const int MaxText = SearchText.Max;

    // Maximum length of a host name, in characters.
    const int MaxSite = 253;

    /// <summary>
    /// Maximum number of tags in one query. Listed links must have all these tags. Further tags are ignored.
    /// </summary>
    public const int MaxTags = 20;

    /// <summary>All parameters except the page number, in the order in which they were added.</summary>
    public IReadOnlyList<Refinement> Trail { get; private init; } = [];

    /// <summary>Whether a text, tag or site in the request was too long and was cut.</summary>
    public bool WasCut { get; private init; }

    public string Text { get => Value(Refinement.Text); init => Trail = With(Refinement.Text, value); }

    public IReadOnlyList<string> Tags
    {
        get => [.. Values(Refinement.Tag)];
        init =>
            Trail = [
                .. Trail.Where(step => step.Name != Refinement.Tag),
                .. value.Select(tag => new Refinement(Refinement.Tag, tag)),
            ];
    }

    public string Site { get => Value(Refinement.Site); init => Trail = With(Refinement.Site, value); }

    /// <summary>The state to filter by; null for all links outside the archive.</summary>
    public LinkState? State
    {
        get => StateNamed(Value(Refinement.State));
        init => Trail = With(Refinement.State, value is { } state ? NameOf(state) : "");
    }

    /// <summary>The sort orders. Each one sorts the links that are equal in all previous sort orders.</summary>
    public IReadOnlyList<LinkSort> Sorts => [.. Values(Refinement.Sort).Select(LinkSorts.Named).OfType<LinkSort>()];

    /// <summary>
    /// The first sort order; null for the default, which is by relevance with search text, else newest first.
    /// </summary>
    public LinkSort? Sort
    {
        get => Sorts is [var first, ..] ? first : null;
        init => Trail = With(Refinement.Sort, value?.Name() ?? "");
    }

    /// <summary>The second and the third sort order, if any.</summary>
    public IReadOnlyList<LinkSort> Then => [.. Sorts.Skip(1)];

    public LinkSort SortOrBest => Sort switch
    {
        null or LinkSort.Relevance => Text.Length > 0 ? LinkSort.Relevance : LinkSort.Newest,
        { } sort => sort,
    };

    /// <summary>Whether the list has no text, tag or site filter.</summary>
    public bool IsUnfiltered => !Trail.Any(step => step.Name is Refinement.Text or Refinement.Tag or Refinement.Site);

    /// <summary>The parsed search text.</summary>
    public SearchQuery Search => SearchQuery.Parse(Text);

    public static LinkQuery Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var typed = (
            from parameter in query
            from value in parameter.Value
            select new Refinement(parameter.Key, value ?? "")
        ).ToList();
        var read = new LinkQuery
        {
            WasCut = typed.Exists(step =>
                MaxOf(step.Name) is { } max && CodePoints.Exceed(PlainText.Line(step.Value), max)
            ),
        };
        return typed
            .SelectMany(Read)
            .Aggregate(read, (trail, step) =>
                trail.Knows(step) ? trail : trail with { Trail = [.. trail.Trail, step] }
            );
    }

    /// <summary>Reads the page number from the query of a request; see <see cref="PageNumber"/>.</summary>
    public static int? PageOf(IQueryCollection query) => PageNumber.Of(query);

    /// <summary>
    /// The parameters before the search text. Without a search text these are all parameters, because a newly typed
    /// text is added last.
    /// </summary>
    public IEnumerable<Refinement> Before => Trail.TakeWhile(step => step.Name != Refinement.Text);

    /// <summary>The parameters after the search text; none without a search text.</summary>
    public IEnumerable<Refinement> After => Trail.SkipWhile(step => step.Name != Refinement.Text).Skip(1);

    /// <summary>Removes one parameter. The others keep their order.</summary>
    public LinkQuery Without(Refinement step) => this with { Trail = [.. Trail.Where(other => other != step)] };

    /// <summary>
    /// Whether <paramref name="other"/> shows the same links in the same order, regardless of the order of its filters.
    /// </summary>
    public bool Matches(LinkQuery other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Sorts.SequenceEqual(other.Sorts) && Steps(this).SetEquals(Steps(other));
        static HashSet<Refinement> Steps(LinkQuery query) =>
            [
                .. query.Trail.Select(step =>
                    step.Name == Refinement.Tag ? step with { Value = TagNames.KeyOf(step.Value) } : step
                ),
            ];
    }

    /// <summary>The query string with <c>?</c>; empty without parameters.</summary>
    public string ToQueryString(long page = 1)
    {
        var parts = Trail.Select(step => KeyValuePair.Create(step.Name, step.Value));
        if (page > 1) parts = parts.Append(KeyValuePair.Create("page", page.ToString(CultureInfo.InvariantCulture)));
        return OrderedQuery.Of(parts).ToString();
    }

    public static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Whether adding the parameter would have no effect. Only tags and sort orders can occur several times: tags that
    // are different, and sort orders that sort by another field.
    bool Knows(Refinement step) => step.Name switch
    {
        Refinement.Tag => Tags.Count >= MaxTags || Tags.Any(tag => TagNames.KeyOf(tag) == TagNames.KeyOf(step.Value)),
        Refinement.Sort => !LinkSorts.Named(step.Value)!.Value.Follows(Sorts),
        _ => Trail.Any(other => other.Name == step.Name),
    };

    string Value(string name) => Trail.FirstOrDefault(step => step.Name == name)?.Value ?? "";

    IEnumerable<string> Values(string name) => Trail.Where(step => step.Name == name).Select(step => step.Value);

    // Sets a parameter: replaces the first one of this name and removes the others, or appends it. An empty value
    // removes all of this name.
    List<Refinement> With(string name, string value)
    {
        List<Refinement> steps =
        [
            .. Trail.Where(step => step.Name != name || step == Trail.First(other => other.Name == name)),
        ];
        var place = steps.FindIndex(step => step.Name == name);
        if (place >= 0) steps.RemoveAt(place);
        if (value.Length > 0) steps.Insert(place >= 0 ? place : steps.Count, new(name, value));
        return steps;
    }

    // Cleans a parameter. Splits a list of sort orders: "sort=site,title" is equivalent to "sort=site&sort=title".
    static IEnumerable<Refinement> Read(Refinement typed) =>
        typed.Name switch
        {
            Refinement.Text => Some(typed, CodePoints.Cut(PlainText.Line(typed.Value), MaxText)),
            Refinement.Tag => Some(
                typed,
                CodePoints.Cut(TagNames.Clean(typed.Value), LinkLimits.Tag) is var tag && TagNames.KeyOf(tag).Length > 0
                    ? tag
                    : ""
            ),
            Refinement.Site => Some(typed, CodePoints.Cut(PlainText.Line(typed.Value).ToLowerInvariant(), MaxSite)),
            Refinement.State => Some(typed, StateNamed(typed.Value) is { } state ? NameOf(state) : ""),
            Refinement.Sort => typed
                .Value.Split(',')
                .Select(LinkSorts.Named)
                .OfType<LinkSort>()
                .Select(sort => typed with { Value = sort.Name() }),
            _ => [],
        };

    static int? MaxOf(string name) => name switch
    {
        Refinement.Text => MaxText,
        Refinement.Tag => LinkLimits.Tag,
        Refinement.Site => MaxSite,
        _ => null,
    };

    static IEnumerable<Refinement> Some(Refinement typed, string value) =>
        value.Length > 0 ? [typed with { Value = value }] : [];

    static LinkState? StateNamed(string name)
    {
        foreach (var state in Enum.GetValues<LinkState>())
            if (string.Equals(NameOf(state), name.Trim(), StringComparison.OrdinalIgnoreCase)) return state;
        return null;
    }
}
