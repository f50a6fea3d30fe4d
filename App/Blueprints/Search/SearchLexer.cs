using System.Text;

namespace App.Blueprints.Search;

/// <summary>
/// Splits search text into brackets, operators and terms. Accepts every text and records invalid terms as problems.
/// </summary>
sealed class SearchLexer(string text)
{
    static readonly string[] schemes = ["http://", "https://"];

    int at;

    public List<SearchToken> Tokens { get; } = [];

    public List<SearchProblem> Problems { get; } = [];

    /// <summary>Reads to the end of the text, or until there are more than <paramref name="maxTerms"/> terms.</summary>
    public void Read(int maxTerms)
    {
        var terms = 0;
        for (SkipSpace(); at < text.Length; SkipSpace())
        {
            var start = at;
            var token = Next() with { Start = start };
            token = token with { Length = at - start };
            if (token.Kind is SearchTokenKind.Term or SearchTokenKind.Fields && ++terms > maxTerms)
            {
                Problems.Add(new(SearchProblemKind.TooManyTerms, start, token.Length));
                break;
            }
            Tokens.Add(token);
        }
        Tokens.Add(new(SearchTokenKind.End, text.Length, 0));
    }

    SearchToken Next()
    {
        var letter = text[at];
        if (letter is '(' or ')')
        {
            at++;
            return Of(letter == '(' ? SearchTokenKind.Open : SearchTokenKind.Close);
        }
        if (letter == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != ')')
        {
            at++;
            return Of(SearchTokenKind.Not);
        }
        if (letter is '"' or '\'') return Of(Phrase(SearchFields.None));
        if (letter == '#' && ReadTag() is { } tag) return Of(tag);
        if (schemes.Any(scheme => Follows(scheme))) return Of(new SearchUrl(Address()));
        var run = Run();
        return run.ToUpperInvariant() switch
        {
            "AND" => Of(SearchTokenKind.And),
            "OR" => Of(SearchTokenKind.Or),
            "NOT" => Of(SearchTokenKind.Not),
            "!UNREAD" => Of(new SearchIs(SearchState.Unread)),
            "!UNTAGGED" => Of(new SearchIs(SearchState.Untagged)),
            _ => Qualified(run) ?? Of(new SearchWord(run)),
        };
    }

    SearchTag? ReadTag()
    {
        if (++at < text.Length && text[at] is '"' or '\'') return new SearchTag(Quoted());
        if (Run() is { Length: > 0 } name) return new SearchTag(name);
        at--;
        return null;
    }

    SearchToken? Qualified(string run)
    {
        var colon = run.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return null;
        var name = run[..colon].ToUpperInvariant();
        if (
            name
            is not (
                "SITE"
                or "TAG"
                or "IS"
                or "IN"
                or "TITLE"
                or "DESCRIPTION"
                or "URL"
                or "NOTE"
                or "BEFORE"
                or "AFTER"
            )
        )
            return null;
        var start = at - run.Length;
        at = start + colon + 1;
        if (at == text.Length || char.IsWhiteSpace(text[at]) || text[at] is '(' or ')')
        {
            at = start + run.Length;
            return null;
        }
        if (Enum.TryParse<SearchFields>(name, ignoreCase: true, out var field)) return Of(InField(field));
        var isQuoted = text[at] is '"' or '\'';
        var value = isQuoted ? Quoted() : Run();
        return name switch
        {
            "SITE" => Of(new SearchSite(value)),
            "TAG" => Of(new SearchTag(value)),
            "IS" => IsState(value, start),
            "IN" => InFields(value, start),
            _ => Date(name == "BEFORE", value, start),
        };
    }

    SearchExpression InField(SearchFields field)
    {
        if (text[at] is '"' or '\'')
            return Phrase(field);
        return field == SearchFields.Url && schemes.Any(scheme => Follows(scheme))
            ? new SearchUrl(Address())
            : new SearchWord(Run(), field);
    }

    SearchToken IsState(string value, int start)
    {
        foreach (var state in Enum.GetValues<SearchState>())
            if (state.ToString().Equals(value.Trim(), StringComparison.OrdinalIgnoreCase))
                return Of(new SearchIs(state));
        return Broken(SearchProblemKind.UnknownState, start);
    }

    SearchToken InFields(string value, int start)
    {
        var fields = SearchFields.None;
        foreach (
            var name in value.Split([',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
            if (
                Enum.GetValues<SearchFields>()
                    .FirstOrDefault(field => field.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
                is var field
                    and not SearchFields.None
            )
                fields |= field;
            else
                return Broken(SearchProblemKind.UnknownField, start);
        return fields == SearchFields.None
            ? Broken(SearchProblemKind.UnknownField, start)
            : Of(SearchTokenKind.Fields) with
            {
                Fields = fields,
            };
    }

    SearchToken Date(bool isBefore, string value, int start) =>
        SearchDates.Parse(isBefore, value.Trim()) is { } date ? Of(date) : Broken(SearchProblemKind.BadDate, start);

    SearchToken Broken(SearchProblemKind kind, int start)
    {
        Problems.Add(new(kind, start, at - start));
        return Of(new SearchWord(text[start..at]));
    }

    SearchPhrase Phrase(SearchFields fields)
    {
        var said = Quoted();
        var goesOn = at < text.Length && text[at] == '*';
        if (goesOn) at++;
        return new(said, goesOn, fields);
    }

    // Reads quoted text. Without a closing quotation mark it reads to the end of the text.
    string Quoted()
    {
        var quote = text[at++];
        var said = new StringBuilder();
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                said.Append(text[at]);
                continue;
            }
            var escaped = text[++at];
            said.Append(escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => escaped });
        }
        at = Math.Min(at + 1, text.Length);
        return said.ToString();
    }

    string Run()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or '"')) at++;
        return text[start..at];
    }

    // Reads a URL up to the next white space. Leaves out final closing brackets whose opening bracket is before the
    // URL.
    string Address()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        var open = 0;
        for (var i = start; i < at; i++) open += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
        for (; open < 0 && text[at - 1] == ')'; open++) at--;
        return text[start..at];
    }

    bool Follows(string said) =>
        string.Compare(text, at, said, 0, said.Length, StringComparison.OrdinalIgnoreCase) == 0;

    void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }

    static SearchToken Of(SearchTokenKind kind) => new(kind, 0, 0);

    static SearchToken Of(SearchExpression term) => new(SearchTokenKind.Term, 0, 0, term);
}
