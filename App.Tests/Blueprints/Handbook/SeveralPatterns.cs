using System.Text.RegularExpressions;
using App.Blueprints.Handbook;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// Follows the section "Several patterns in one project" of the chapter <c>packages</c>: merges the code of several
/// chapters into one Program.cs.
/// </summary>
static partial class SeveralPatterns
{
    /// <summary>The names of the methods that register middleware, in the order that the chapter recommends.</summary>
    public static IReadOnlyList<string> Order { get; } =
        [.. Middleware().Matches(Recipe).Select(match => match.Groups["name"].Value)];

    static string Recipe
    {
        get
        {
            var section = ChapterText.Of(Chapters.Find(SetupSteps.SeveralSlug)!).MarkdownOf(ChapterSection.Setup);
            return section[section.IndexOf("\n### ", StringComparison.Ordinal)..];
        }
    }

    /// <summary>
    /// Merges the code of several chapters. Returns the statements before and after <c>builder.Build()</c>.
    /// </summary>
    public static (string Before, string After) Merge(IReadOnlyList<SetupSteps> steps)
    {
        var before = steps.SelectMany(one => StatementsOf(one.Program[0])).Distinct();
        var after = steps.SelectMany(one => one.Program.Skip(1).Take(1)).SelectMany(StatementsOf).Distinct().ToList();
        var middleware = after.Where(IsMiddleware).OrderBy(PlaceOf);
        return (Lines(before), Lines(middleware.Concat(after.Where(statement => !IsMiddleware(statement)))));
    }

    static bool IsMiddleware(string statement) => statement.StartsWith("app.Use", StringComparison.Ordinal);

    static int PlaceOf(string statement)
    {
        var name = Middleware().Match(statement).Groups["name"].Value;
        Assert.Contains(name, Order);
        return Order.Index().First(known => known.Item == name).Index;
    }

    static string Lines(IEnumerable<string> statements) =>
        string.Concat(statements.Select(statement => $"{statement}\n"));

    // Splits code into statements. Each statement starts with a letter in the first column.
    static IEnumerable<string> StatementsOf(string code) => Start().Split(code)
        .Select(statement => statement.Trim()).Where(statement => statement.Length > 0);

    [GeneratedRegex(@"^app\.(?<name>Use\w*)\(", RegexOptions.Multiline)]
    private static partial Regex Middleware();

    [GeneratedRegex(@"^(?=[A-Za-z])", RegexOptions.Multiline)]
    private static partial Regex Start();
}
