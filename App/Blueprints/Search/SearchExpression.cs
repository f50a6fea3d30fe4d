namespace App.Blueprints.Search;

/// <summary>Parts of a link that words may be restricted to; <see cref="None"/> is no restriction.</summary>
[Flags]
public enum SearchFields { None = 0, Title = 1, Description = 2, Note = 4, Url = 8 }

/// <summary>What <c>is:</c> asks.</summary>
public enum SearchState { Unread, Read, Starred, Archived, Public, Private, Untagged }

/// <summary>
/// What was asked, as a tree. Texts are as they were typed; what they mean to the index is for whoever searches.
/// </summary>
public abstract record SearchExpression
{
    /// <summary>The parts of it, if it has any.</summary>
    public virtual IReadOnlyList<SearchExpression> Parts => [];

    // Sealed: a record would write one of its own in each kind.
    public sealed override string ToString() => SearchPrinter.Print(this);

    /// <summary>Itself and everything below.</summary>
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

/// <summary>A bracket group with <c>in:</c>.</summary>
public sealed record SearchScope(SearchFields Fields, SearchExpression Operand) : SearchExpression
{
    public override IReadOnlyList<SearchExpression> Parts => [Operand];
}

/// <summary>A word as it was typed, perhaps with a star; longer words that begin so are found too.</summary>
public sealed record SearchWord(string Text, SearchFields Fields = SearchFields.None) : SearchExpression;

/// <summary>Words side by side and whole; with <paramref name="GoesOn"/> the last one may go on.</summary>
public sealed record SearchPhrase(string Text, bool GoesOn = false, SearchFields Fields = SearchFields.None)
    : SearchExpression;

/// <summary>A pasted address.</summary>
public sealed record SearchAddress(string Url) : SearchExpression;

public sealed record SearchTag(string Name) : SearchExpression;

/// <summary>A host and the hosts below it.</summary>
public sealed record SearchSite(string Site) : SearchExpression;

public sealed record SearchIs(SearchState State) : SearchExpression;

/// <summary>
/// Before the first moment of a year, month or day (UTC), or from that moment on. A month or day of 0 was not said.
/// </summary>
public sealed record SearchDate(bool IsBefore, int Year, int Month = 0, int Day = 0) : SearchExpression
{
    public DateOnly Start => new(Year, Math.Max(1, Month), Math.Max(1, Day));
}
