using System.Globalization;
using System.Text;

namespace App.Blueprints.Search;

/// <summary>Prints an expression as text that parses to the same expression.</summary>
static class SearchPrinter
{
    enum Binding { Or, And, Not, Atom }

    public static string Print(SearchExpression? expression)
    {
        var text = new StringBuilder();
        if (expression is not null) Write(text, expression, Binding.Or, isGroup: true);
        return text.ToString();
    }

    static void Write(StringBuilder text, SearchExpression expression, Binding around, bool isGroup = false)
    {
        var binding = expression switch
        {
            SearchScope => isGroup ? Binding.Atom : Binding.Or,
            SearchOr => Binding.Or,
            SearchAnd => Binding.And,
            SearchNot => Binding.Not,
            _ => Binding.Atom,
        };
        var inBrackets = !isGroup && (binding < around || expression is SearchScope);
        if (inBrackets) text.Append('(');
        switch (expression)
        {
            case SearchOr or SearchAnd:
                var separator = expression is SearchOr ? " or " : " ";
                for (var i = 0; i < expression.Parts.Count; i++)
                {
                    if (i > 0) text.Append(separator);
                    Write(text, expression.Parts[i], binding + 1);
                }
                break;
            case SearchNot not:
                var isAtom = not.Operand is not (SearchNot or SearchAnd or SearchOr or SearchScope);
                text.Append(isAtom ? "-" : "not ");
                Write(text, not.Operand, Binding.Not);
                break;
            case SearchScope scope:
                text.Append("in:").Append(NamesOf(scope.Fields)).Append(' ');
                // If the operand is itself restricted to fields ("in:title"), this call writes it in brackets of its
                // own.
                Write(text, scope.Operand, Binding.Or);
                break;
            default:
                text.Append(Atom(expression));
                break;
        }
        if (inBrackets) text.Append(')');
    }

    static string Atom(SearchExpression expression) => expression switch
    {
        SearchWord word => Prefix(word.Fields) + word.Text,
        SearchPhrase phrase => $"{Prefix(phrase.Fields)}{Quoted(phrase.Text)}{(phrase.IsPrefix ? "*" : "")}",
        SearchUrl address => address.Url,
        SearchTag tag => "#" + Value(tag.Name),
        SearchSite site => "site:" + Value(site.Site),
        SearchIs state => "is:" + state.State.ToString().ToLowerInvariant(),
        SearchDate date => (date.IsBefore ? "before:" : "after:") + DateText(date),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    static string Prefix(SearchFields fields) => fields == SearchFields.None ? "" : $"{NamesOf(fields)}:";

    static string NamesOf(SearchFields fields) =>
        string.Join(
            ',',
            Enum.GetValues<SearchFields>()
                .Where(field => field != SearchFields.None && fields.HasFlag(field))
                .Select(field => field.ToString().ToLowerInvariant())
        );

    static string DateText(SearchDate date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}")
        + (date.Month > 0 ? string.Create(CultureInfo.InvariantCulture, $"-{date.Month:00}") : "")
        + (date.Day > 0 ? string.Create(CultureInfo.InvariantCulture, $"-{date.Day:00}") : "");

    static string Value(string value) =>
        value.Length > 0
        && value.All(letter =>
            char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' || char.IsLetter(letter)
        )
            ? value
            : Quoted(value);

    static string Quoted(string text) =>
        $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
