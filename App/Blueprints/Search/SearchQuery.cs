namespace App.Blueprints.Search;

/// <summary>
/// A parsed search text. The syntax: words (each also matches longer words), <c>"phrases"</c>, <c>#tag</c>, <c>and or
/// not</c> and <c>-</c>, brackets, <c>site: tag: is: in: title: description: url: note: before: after:</c>. Invalid
/// text is searched as plain words, and <see cref="Problem"/> describes the error.
/// </summary>
public sealed record SearchQuery
{
    /// <summary>Maximum number of terms. Text after them is ignored and reported as a problem.</summary>
    public const int MaxTerms = 100;

    /// <summary>Maximum nesting depth of brackets and negations.</summary>
    public const int MaxDepth = 50;

    /// <summary>The text as it was typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The syntax tree; null when the text has no terms.</summary>
    public SearchExpression? Expression { get; init; }

    /// <summary>The first parse error; null when the text is valid.</summary>
    public SearchProblem? Problem { get; init; }

    /// <summary>
    /// Whether the text has only plain words. Links that contain them side by side are then ranked first.
    /// </summary>
    public bool IsPlain { get; init; }

    public static SearchQuery Parse(string? typed)
    {
        var text = typed ?? "";
        var lexer = new SearchLexer(text);
        lexer.Read(MaxTerms);
        var parser = new SearchParser(lexer.Tokens, MaxDepth);
        var expression = parser.Read();
        var problems = lexer.Problems.Append(parser.Problem).OfType<SearchProblem>().ToList();
        // TooManyTerms means that the end of the text was cut off. It is reported first, because the cut can cause
        // other problems, such as a missing bracket.
        var problem = problems.Find(found => found.Kind == SearchProblemKind.TooManyTerms)
            ?? problems.MinBy(found => found.Position);
        if (problem is not null)
            return new()
            {
                Text = text,
                Problem = problem,
                Expression = PlainWords(text),
            };
        return new()
        {
            Text = text,
            Expression = expression,
            IsPlain =
                lexer.Tokens.Count > 2
                && lexer.Tokens.All(token =>
                    token.Kind is SearchTokenKind.And or SearchTokenKind.Or or SearchTokenKind.End
                    || token.Term is SearchWord { Fields: SearchFields.None }
                ),
        };
    }

    // Searches invalid text as plain words. Operators are left out, unless the text contains only operators.
    static SearchExpression? PlainWords(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Take(MaxTerms)
            .Where(word => WordTokenizer.Of(word).Count > 0)
            .ToList();
        var said = words.Where(word => word.ToUpperInvariant() is not ("AND" or "OR" or "NOT")).ToList();
        List<SearchExpression> operands = [.. (said.Count > 0 ? said : words).Select(word => new SearchWord(word))];
        return operands.Count switch { 0 => null, 1 => operands[0], _ => new SearchAnd(operands) };
    }
}
