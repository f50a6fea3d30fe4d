using System.Reflection;
using System.Text.RegularExpressions;
using App.Blueprints.Handbook;

namespace App.Tests.Architecture;

/// <summary>
/// Tests that every statement of a handbook chapter has a test. A statement is a line <c>- **P14.1** Text.</c> A
/// statement that cannot be tested yet ends with a reason, such as <c>*(no test: comes with deployment)*</c>. A test
/// names its statements with <c>[Trait("Statement", "P14.1")]</c>.
/// </summary>
public sealed partial class StatementTests
{
    const string Folder = "App/Blueprints/Handbook/Chapters";

    /// <summary>The number of statements in each chapter, in the order of the handbook.</summary>
    static readonly int[] counts = [10, 10, 16, 7, 6, 9, 9, 9, 16, 6, 10, 9, 6, 13, 6, 8, 9, 4, 8, 7, 7, 5, 9, 4, 4];

    [Fact]
    public void Each_chapter_has_every_statement_of_its_pattern_in_order()
    {
        Assert.Equal(counts.Length, Chapters.All.Length);
        Assert.Equal(
            Chapters.All.Select(chapter => $"{chapter.Slug}.md").Order(StringComparer.Ordinal),
            Directory
                .GetFiles(Source.Path(Folder), "*.md")
                .Select(System.IO.Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
        foreach (var chapter in Chapters.All)
        {
            Assert.Equal($"# {chapter.Name}", Lines(chapter)[0]);
            Assert.Contains("## The meaning, exactly", Lines(chapter));
            Assert.Equal(
                Enumerable.Range(1, counts[chapter.Number - 1]).Select(number => $"P{chapter.Number:00}.{number}"),
                StatementsOf(chapter).Select(statement => statement.Id));
        }
    }

    [Fact]
    public void Each_line_of_a_statement_list_can_be_parsed() => None(
        from chapter in Chapters.All
        from line in Lines(chapter)
        where line.Contains($"**P{chapter.Number:00}.", StringComparison.Ordinal) && !Line().IsMatch(line)
        select $"{chapter.Slug}.md: {line}");

    [Fact]
    public void Each_statement_has_either_a_test_or_a_reason()
    {
        var tests = Tests();
        None(
            from statement in Statements()
            where (statement.Reason is null) != tests.ContainsKey(statement.Id)
            select statement.Reason is null
                ? $"{statement.Id} has no test"
                : $"{statement.Id} has a test ({tests[statement.Id][0]}), so \"no test: {statement.Reason}\" is wrong");
    }

    [Fact]
    public void Each_test_names_existing_statements() =>
        None(
            Tests()
                .Keys.Except(Statements().Select(statement => statement.Id))
                .Select(id => $"{id} is no statement, but {string.Join(", ", Tests()[id])} names it")
        );

    [Fact]
    public void Statements_are_named_by_running_test_methods_in_the_file_of_their_class()
    {
        var classes = typeof(StatementTests).Assembly.GetTypes();
        None(
            classes
                .Where(type => Named(type).Any())
                .Select(type => $"{type} names a statement for all its tests; name it for one")
        );
        None(
            from type in classes
            from method in Methods(type)
            where Named(method).Any() && method.GetCustomAttribute<FactAttribute>() is null or { Skip: not null }
            select $"{NameOf(method)} names a statement and does not run"
        );
        None(
            Tests()
                .Values.SelectMany(names => names)
                .Select(name => name.Split('.')[0])
                .Distinct()
                .Where(name => !File.Exists(Source.Path($"App.Tests/{name}.cs")))
                .Select(name => $"There is no App.Tests/{name}.cs")
        );
    }

    [Fact]
    public void The_handbook_shows_the_tests_of_each_statement()
    {
        var tests = Tests();
        None(
            from statement in Statements()
            let shown = TestNames.Of(new App.Blueprints.Handbook.Statement(statement.Id, "", ""))
                .Select(test => $"{test.Class}.{test.Method}")
            let real = tests.GetValueOrDefault(statement.Id) ?? []
            where !shown.SequenceEqual(real)
            select $"{statement.Id} is proved by {string.Join(", ", real)}, "
                + $"but the handbook shows {string.Join(", ", shown)}");
    }

    // Fails with the full list of problems. Assert.Empty shows only the first five.
    static void None(IEnumerable<string> problems)
    {
        if (string.Join('\n', problems) is { Length: > 0 } all) Assert.Fail(all);
    }

    /// <summary>
    /// Maps the id of a statement to the names of its tests. The names are relative to the namespace App.Tests.
    /// </summary>
    static Dictionary<string, List<string>> Tests() =>
        (
            from type in typeof(StatementTests).Assembly.GetTypes()
            from method in Methods(type)
            from id in Named(method)
            group NameOf(method) by id
        ).ToDictionary(tests => tests.Key, tests => tests.Distinct().Order(StringComparer.Ordinal).ToList());

    static IEnumerable<Statement> Statements() => Chapters.All.SelectMany(StatementsOf);

    static IEnumerable<Statement> StatementsOf(Chapter chapter) =>
        from line in Lines(chapter)
        let match = Line().Match(line)
        where match.Success
        select new Statement(
            match.Groups["id"].Value,
            match.Groups["reason"] is { Success: true, Value: var reason } ? reason : null
        );

    static string[] Lines(Chapter chapter) => File.ReadAllLines(Source.Path($"{Folder}/{chapter.Slug}.md"));

    static MethodInfo[] Methods(Type type) =>
        type.GetMethods(
            BindingFlags.Public
                | BindingFlags.NonPublic
                | BindingFlags.Instance
                | BindingFlags.Static
                | BindingFlags.DeclaredOnly
        );

    static IEnumerable<string> Named(MemberInfo member) =>
        member
            .GetCustomAttributes<TraitAttribute>()
            .Where(trait => trait.Name == "Statement")
            .Select(trait => trait.Value);

    static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.FullName!["App.Tests.".Length..].Replace('.', '/')}.{method.Name}";

    [GeneratedRegex(
        @"^- \*\*(?<id>P\d\d\.[1-9]\d?)\*\* [^*]\S*.*?\.( \*\(no test: (?<reason>[^()*]+)\)\*)?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();

    /// <param name="Id">The id, such as P14.1.</param>
    /// <param name="Reason">Why the statement has no test; null when it needs one.</param>
    sealed record Statement(string Id, string? Reason);
}
