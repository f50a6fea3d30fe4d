namespace App.Blueprints.Search;

/// <summary>
/// Parses tokens into an expression. Precedence from low to high: <c>or</c>, <c>and</c> (also implied between adjacent
/// terms), <c>not</c> and <c>-</c>, brackets. Never throws: skips invalid text and records the first problem.
/// </summary>
sealed class SearchParser(List<SearchToken> tokens, int maxDepth)
{
    int at;
    SearchFields fields;

    public SearchProblem? Problem { get; private set; }

    SearchToken Token => tokens[at];

    /// <summary>Parses all tokens. Null when there are no terms.</summary>
    public SearchExpression? Read()
    {
        var expression = Group(0);
        if (Token.Kind == SearchTokenKind.Close) Note(SearchProblemKind.UnopenedBracket, Token);
        return expression;
    }

    SearchExpression? Group(int depth)
    {
        var outer = fields;
        fields = SearchFields.None;
        var expression = Alternatives(depth);
        var own = fields;
        fields = outer;
        return expression is null || own == SearchFields.None ? expression : new SearchScope(own, expression);
    }

    SearchExpression? Alternatives(int depth)
    {
        List<SearchExpression> operands = [];
        while (true)
        {
            AddFlat<SearchOr>(operands, Conjunction(depth));
            if (Token.Kind != SearchTokenKind.Or) break;
            at++;
        }
        return operands.Count switch { 0 => null, 1 => operands[0], _ => new SearchOr(operands) };
    }

    SearchExpression? Conjunction(int depth)
    {
        List<SearchExpression> operands = [];
        // The last "and" or "or" that has no operand after it yet. It is reported as an error if no operand follows.
        SearchToken? waiting = at > 0 && tokens[at - 1].Kind == SearchTokenKind.Or ? tokens[at - 1] : null;
        for (var isFirst = true; ; isFirst = false)
        {
            var token = Token;
            if (token.Kind is SearchTokenKind.Or or SearchTokenKind.Close or SearchTokenKind.End)
            {
                if (waiting is not null) Note(SearchProblemKind.MissingOperand, waiting.Value);
                else if (isFirst && token.Kind == SearchTokenKind.Or) Note(SearchProblemKind.MissingOperand, token);
                break;
            }
            if (token.Kind == SearchTokenKind.And)
            {
                at++;
                if (isFirst || waiting is not null) Note(SearchProblemKind.MissingOperand, token);
                waiting = token;
                continue;
            }
            AddFlat<SearchAnd>(operands, Operand(depth));
            waiting = null;
        }
        return operands.Count switch { 0 => null, 1 => operands[0], _ => new SearchAnd(operands) };
    }

    SearchExpression? Operand(int depth)
    {
        var token = Token;
        if (depth >= maxDepth && token.Kind is SearchTokenKind.Not or SearchTokenKind.Open)
        {
            Note(SearchProblemKind.TooDeep, token);
            return null;
        }
        at++;
        switch (token.Kind)
        {
            case SearchTokenKind.Not:
                if (
                    Token.Kind
                    is SearchTokenKind.End
                        or SearchTokenKind.Close
                        or SearchTokenKind.And
                        or SearchTokenKind.Or
                )
                {
                    Note(SearchProblemKind.MissingOperand, token);
                    return null;
                }
                return Operand(depth + 1) is { } operand ? new SearchNot(operand) : null;
            case SearchTokenKind.Open:
                var group = Group(depth + 1);
                if (Token.Kind == SearchTokenKind.Close) at++;
                else Note(SearchProblemKind.UnclosedBracket, token);
                return group;
            case SearchTokenKind.Fields:
                fields |= token.Fields;
                return null;
            default:
                return token.Term;
        }
    }

    void Note(SearchProblemKind kind, SearchToken token)
    {
        Problem ??= new(kind, token.Start, token.Length);
        at = tokens.Count - 1;
    }

    // Flattens nested operators: "(a b) c" becomes "a b c".
    static void AddFlat<T>(List<SearchExpression> operands, SearchExpression? operand) where T : SearchExpression
    {
        if (operand is T same) operands.AddRange(same.Parts);
        else if (operand is not null) operands.Add(operand);
    }
}
