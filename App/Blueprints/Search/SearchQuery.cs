namespace App.Blueprints.Search;

/// <summary>
/// What was typed into a search, read. The language: words (each matches as a beginning), <c>"phrases"</c>,
/// <c>#tag</c>, <c>and or not</c> and <c>-</c>, brackets, <c>site: tag: is: in: title: description: url: note: before:
/// after:</c>. Every text can be read: one that breaks the rules is searched as plain words, and <see cref="Problem"/>
/// says where it broke.
/// </summary>
public sealed record SearchQuery
{
    /// <summary>More than any person types.</summary>
    public const int MaxTerms = 100;

    /// <summary>Brackets and negations within each other.</summary>
    public const int MaxDepth = 50;

    /// <summary>As it was typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Null when nothing is asked.</summary>
    public SearchExpression? Expression { get; init; }

    /// <summary>Where the text breaks the rules; null when it keeps them.</summary>
    public SearchProblem? Problem { get; init; }

    /// <summary>Whether it is only words, so that those who have them side by side should come first.</summary>
    public bool IsPlain { get; init; }

    public static SearchQuery Parse(string? typed)
    {
        var text = typed ?? "";
        var lexer = new SearchLexer(text);
        lexer.Read(MaxTerms);
        var parser = new SearchParser(lexer.Tokens, MaxDepth);
        var expression = parser.Read();
        var problems = lexer.Problems.Append(parser.Problem).OfType<SearchProblem>().ToList();
        // What was cut off may have closed the brackets before it.
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

    // Operators are left out, unless nothing else was typed.
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
