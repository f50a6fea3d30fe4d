namespace App.Blueprints.Search;

enum SearchTokenKind { Open, Close, And, Or, Not, Fields, Term, End }

/// <param name="Kind">The kind of the token.</param>
/// <param name="Start">The position in the text, in characters.</param>
/// <param name="Length">The length in characters.</param>
/// <param name="Term">The expression of a term.</param>
/// <param name="Fields">The fields that <c>in:</c> names.</param>
readonly record struct SearchToken(
    SearchTokenKind Kind,
    int Start,
    int Length,
    SearchExpression? Term = null,
    SearchFields Fields = SearchFields.None
);
