using System.Globalization;
using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Patterns.Forms;
using App.Patterns.QueryStrings;
using App.Patterns.SqlMapping;

namespace App.Blueprints.Links.Lists;

public enum LinkState { Unread, Starred, Archived, Public }

/// <summary>One step of a search, as the address says it: <c>tag=csharp</c>.</summary>
public sealed record Refinement(string Name, string Value)
{
    public const string Text = "q";
    public const string Tag = "tag";
    public const string Site = "site";
    public const string State = "is";
    public const string Sort = "sort";
}

/// <summary>
/// Which links a list shows, as its address says: a trail of <c>q tag site is sort</c> in the order in which the person
/// added them. What is unknown there is ignored, and so is what says nothing new; so one list in one order has one
/// address.
/// </summary>
public sealed record LinkQuery
{
    /// <summary>In code points; a longer text is cut, and the page says so.</summary>
    public const int MaxText = SearchText.Max;

    // The longest name of a host.
    const int MaxSite = 253;

    /// <summary>A link must have all of them; more are ignored.</summary>
    public const int MaxTags = 20;

    /// <summary>What the address says, but the page.</summary>
    public IReadOnlyList<Refinement> Trail { get; private init; } = [];

    /// <summary>Whether the address held a longer text, tag or site than a search may have.</summary>
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

    /// <summary>Null shows everything but the archive.</summary>
    public LinkState? State
    {
        get => StateNamed(Value(Refinement.State));
        init => Trail = With(Refinement.State, value is { } state ? NameOf(state) : "");
    }

    /// <summary>The orders, each for those that are equal in the ones before.</summary>
    public IReadOnlyList<LinkSort> Sorts => [.. Values(Refinement.Sort).Select(LinkSorts.Named).OfType<LinkSort>()];

    /// <summary>
    /// Null is the best for the query: by relevance when words are looked for, else the newest first.
    /// </summary>
    public LinkSort? Sort
    {
        get => Sorts is [var first, ..] ? first : null;
        init => Trail = With(Refinement.Sort, value?.Name() ?? "");
    }

    /// <summary>How those are sorted that are equal in that; at most two.</summary>
    public IReadOnlyList<LinkSort> Then => [.. Sorts.Skip(1)];

    public LinkSort SortOrBest => Sort switch
    {
        null or LinkSort.Relevance => Text.Length > 0 ? LinkSort.Relevance : LinkSort.Newest,
        { } sort => sort,
    };

    /// <summary>Whether nothing but the state restricts the list.</summary>
    public bool IsWhole => !Trail.Any(step => step.Name is Refinement.Text or Refinement.Tag or Refinement.Site);

    /// <summary>The text, read.</summary>
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

    /// <summary>The page number of a request; see <see cref="PageNumber"/>.</summary>
    public static int? PageOf(IQueryCollection query) => PageNumber.Of(query);

    /// <summary>The steps before the text, all of them when there is none: what is typed now comes last.</summary>
    public IEnumerable<Refinement> Before => Trail.TakeWhile(step => step.Name != Refinement.Text);

    /// <summary>The steps behind the text.</summary>
    public IEnumerable<Refinement> After => Trail.SkipWhile(step => step.Name != Refinement.Text).Skip(1);

    /// <summary>The trail without one of its steps; the others keep their order.</summary>
    public LinkQuery Without(Refinement step) => this with { Trail = [.. Trail.Where(other => other != step)] };

    /// <summary>Whether the other shows the same links in the same order, however one came there.</summary>
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

    /// <summary>The query part of the address, with <c>?</c>, empty when it would say nothing.</summary>
    public string ToAddress(long page = 1)
    {
        var parts = Trail.Select(step => KeyValuePair.Create(step.Name, step.Value));
        if (page > 1) parts = parts.Append(KeyValuePair.Create("page", page.ToString(CultureInfo.InvariantCulture)));
        return OrderedQuery.Of(parts).ToString();
    }

    public static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // A tag may come again as another one, an order may follow on another; of everything else there is one.
    bool Knows(Refinement step) => step.Name switch
    {
        Refinement.Tag => Tags.Count >= MaxTags || Tags.Any(tag => TagNames.KeyOf(tag) == TagNames.KeyOf(step.Value)),
        Refinement.Sort => !LinkSorts.Named(step.Value)!.Value.Follows(Sorts),
        _ => Trail.Any(other => other.Name == step.Name),
    };

    string Value(string name) => Trail.FirstOrDefault(step => step.Name == name)?.Value ?? "";

    IEnumerable<string> Values(string name) => Trail.Where(step => step.Name == name).Select(step => step.Value);

    // In place of the first of its name, at the end when there is none.
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

    // "sort=site,title" and "sort=site&sort=title" say the same.
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
