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

/// <summary>A parse error: its kind and its position in the search text, in characters.</summary>
public sealed record SearchProblem(SearchProblemKind Kind, int Position, int Length)
{
    /// <summary>
    /// The translation key of the message. <c>{0}</c> in the message is the invalid part of the text.
    /// </summary>
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

    /// <summary>Splits the text into the part before the error, the invalid part and the part after it.</summary>
    public (string Before, string Broken, string After) Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (text[..Position], text[Position..(Position + Length)], text[(Position + Length)..]);
    }
}
