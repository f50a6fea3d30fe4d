namespace App.Blueprints.Search;

enum SearchTokenKind { Open, Close, And, Or, Not, Fields, Term, End }

/// <param name="Kind">What stands there.</param>
/// <param name="Start">Where, in characters of the text.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Term">Of a term, what it says.</param>
/// <param name="Fields">Of <c>in:</c>, the parts it names.</param>
readonly record struct SearchToken(
    SearchTokenKind Kind,
    int Start,
    int Length,
    SearchExpression? Term = null,
    SearchFields Fields = SearchFields.None
);
