using System.Collections.Immutable;
using System.Text.Json;
using App.Patterns.Packaging;

namespace App.Blueprints.Handbook;

/// <summary>
/// The names of the tests for each statement of a chapter. The build reads them from the tests' source code.
/// </summary>
public static class TestNames
{
    static readonly ImmutableDictionary<string, ImmutableArray<TestName>> all = Read();

    public static IReadOnlyList<TestName> Of(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return all.TryGetValue(statement.Id, out var tests) ? tests : [];
    }

    static ImmutableDictionary<string, ImmutableArray<TestName>> Read()
    {
        using var stream = new PackagedFiles(typeof(TestNames).Assembly).Open("chapters/tests.json");
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!
            .ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Select(TestName.Parse).ToImmutableArray());
    }
}

/// <param name="Class">The folder and name of the test class.</param>
/// <param name="Method">The name of the test; underscores separate words.</param>
public sealed record TestName(string Class, string Method)
{
    /// <summary>The path of the test's source file, relative to the repository.</summary>
    public string File => $"App.Tests/{Class}.cs";

    public string Sentence => Method.Replace('_', ' ');

    internal static TestName Parse(string text) =>
        text.Split('.') is [var type, var method] ? new(type, method) : throw new FormatException(text);
}
