namespace App.Blueprints.Search;

/// <summary>The fields of a link that words can be restricted to; <see cref="None"/> means no restriction.</summary>
[Flags]
public enum SearchFields { None = 0, Title = 1, Description = 2, Note = 4, Url = 8 }

/// <summary>The values of the operator <c>is:</c>.</summary>
public enum SearchState { Unread, Read, Starred, Archived, Public, Private, Untagged }

/// <summary>The syntax tree of a search. Texts in it are not normalized; the search normalizes them.</summary>
public abstract record SearchExpression
{
    /// <summary>The direct children.</summary>
    public virtual IReadOnlyList<SearchExpression> Parts => [];

    // Sealed, because the compiler would otherwise generate a ToString for each derived record.
    public sealed override string ToString() => SearchPrinter.Print(this);

    /// <summary>This node and all its descendants.</summary>
    public IEnumerable<SearchExpression> All() => Parts.SelectMany(part => part.All()).Prepend(this);
}

public sealed record SearchAnd(IReadOnlyList<SearchExpression> Operands) : SearchExpression
{
    public override IReadOnlyList<SearchExpression> Parts => Operands;
}

public sealed record SearchOr(IReadOnlyList<SearchExpression> Operands) : SearchExpression
{
    public override IReadOnlyList<SearchExpression> Parts => Operands;
}

public sealed record SearchNot(SearchExpression Operand) : SearchExpression
{
    public override IReadOnlyList<SearchExpression> Parts => [Operand];
}

/// <summary>
/// An expression in brackets that <c>in:</c> restricts to some fields of a link, such as <c>(in:title soup salad)</c>.
/// </summary>
public sealed record SearchScope(SearchFields Fields, SearchExpression Operand) : SearchExpression
{
    public override IReadOnlyList<SearchExpression> Parts => [Operand];
}

/// <summary>A word, with or without a final <c>*</c>. It also matches longer words that begin with it.</summary>
public sealed record SearchWord(string Text, SearchFields Fields = SearchFields.None) : SearchExpression;

/// <summary>
/// Words that must occur side by side, each as a whole word. With <paramref name="IsPrefix"/> the last word also
/// matches longer words.
/// </summary>
public sealed record SearchPhrase(string Text, bool IsPrefix = false, SearchFields Fields = SearchFields.None)
    : SearchExpression;

/// <summary>A pasted URL.</summary>
public sealed record SearchUrl(string Url) : SearchExpression;

public sealed record SearchTag(string Name) : SearchExpression;

/// <summary>A host and its subdomains.</summary>
public sealed record SearchSite(string Site) : SearchExpression;

public sealed record SearchIs(SearchState State) : SearchExpression;

/// <summary>
/// Matches links saved before the start of a year, month or day (UTC), or from that start on. <paramref name="Month"/>
/// or <paramref name="Day"/> is 0 when the date does not contain it.
/// </summary>
public sealed record SearchDate(bool IsBefore, int Year, int Month = 0, int Day = 0) : SearchExpression
{
    public DateOnly Start => new(Year, Math.Max(1, Month), Math.Max(1, Day));
}
