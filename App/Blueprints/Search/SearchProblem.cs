namespace App.Blueprints.Search;

public enum SearchProblemKind
{
    UnclosedBracket,
    UnopenedBracket,
    MissingOperand,
    UnknownState,
    UnknownField,
    BadDate,
    TooManyTerms,
    TooDeep,
}

/// <summary>Where a search broke, in characters of its text, and why.</summary>
public sealed record SearchProblem(SearchProblemKind Kind, int Position, int Length)
{
    /// <summary>The key of the text that says it; <c>{0}</c> is the broken place.</summary>
    public string TextKey => Kind switch
    {
        SearchProblemKind.UnclosedBracket => "search.problem.unclosed",
        SearchProblemKind.UnopenedBracket => "search.problem.unopened",
        SearchProblemKind.MissingOperand => "search.problem.operand",
        SearchProblemKind.UnknownState => "search.problem.state",
        SearchProblemKind.UnknownField => "search.problem.field",
        SearchProblemKind.BadDate => "search.problem.date",
        SearchProblemKind.TooManyTerms => "search.problem.terms",
        _ => "search.problem.depth",
    };

    /// <summary>The text before the broken place, the place, and the text after it.</summary>
    public (string Before, string Broken, string After) Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (text[..Position], text[Position..(Position + Length)], text[(Position + Length)..]);
    }
}
