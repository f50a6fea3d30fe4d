namespace App.Blueprints.Search;

enum SearchTokenKind { Open, Close, And, Or, Not, Fields, Term, End }

/// <summary>A bracket, an operator or a term in a search text.</summary>
/// <param name="Start">The position of the token in the search text, in characters.</param>
/// <param name="Length">The length in characters.</param>
/// <param name="Term">The parsed term; null for other kinds of tokens.</param>
/// <param name="Fields">The fields that follow <c>in:</c>; none for other kinds of tokens.</param>
readonly record struct SearchToken(
    SearchTokenKind Kind,
    int Start,
    int Length,
    SearchExpression? Term = null,
    SearchFields Fields = SearchFields.None
);
