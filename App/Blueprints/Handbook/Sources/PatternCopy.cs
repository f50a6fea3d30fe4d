using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// A pattern with all that it requires, made ready for another project: its source in that project's namespace, and its
/// tables.
/// </summary>
public sealed partial class PatternCopy
{
    // Which package brings the names that a file uses.
    static readonly ImmutableDictionary<string, string> packages = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("Dapper", "Dapper"),
        KeyValuePair.Create("Htmx", "Htmx"),
        KeyValuePair.Create("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite"),
        KeyValuePair.Create("Microsoft.Extensions.Caching.Hybrid", "Microsoft.Extensions.Caching.Hybrid"),
        KeyValuePair.Create("Quartz", "Quartz.Extensions.Hosting"),
    ]);

    readonly string rootNamespace;

    PatternCopy(string folder, string rootNamespace, ScriptNumbers numbers)
    {
        this.rootNamespace = rootNamespace;
        Folders = [.. WithRequired(folder)];
        var sources = Folders.SelectMany(name => PatternSource.FilesOf(name)).ToList();
        var tables = sources
            .SelectMany(file => Table().Matches(file.Text))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();
        Files =
        [
            .. sources.Select(file => new SourceFile(
                file.Path["App/".Length..],
                file.Text.Replace("App.Patterns.", $"{rootNamespace}.Patterns.", StringComparison.Ordinal) + "\n"
            )),
            .. from file in SourceFiles.Below("migrations")
               where Created().Matches(file.Text).Any(match => tables.Contains(match.Groups["name"].Value))
               select new SourceFile($"migrations/{numbers.FileFor(file.Name)}", WithoutAccounts(file.Text) + "\n"),
        ];
        Packages =
        [
            .. sources
                .SelectMany(file => Using().Matches(file.Text))
                .Select(match => packages.GetValueOrDefault(match.Groups["name"].Value))
                .OfType<string>()
                .Distinct()
                .Order()
                .Select(Package),
        ];
    }

    /// <summary>The pattern's folder and those it requires.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>With their paths from the root of the other project on.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>
    /// The packages that the project needs besides ASP.NET Core, in the versions that are in use here.
    /// </summary>
    public IReadOnlyList<(string Name, string Version)> Packages { get; }

    /// <summary>The namespaces of the copied folders that <paramref name="code"/> names something of.</summary>
    public IEnumerable<string> NamespacesIn(string code) =>
        Folders
            .Where(folder => PatternSource.IsNamedIn(code, folder))
            .Order(StringComparer.Ordinal)
            .Select(folder => $"{rootNamespace}.Patterns.{folder}");

    /// <summary>Null when the pattern has no folder of its own.</summary>
    /// <param name="numbers">The numbers that its migrations get in the other project.</param>
    public static PatternCopy? Of(string folder, string rootNamespace, ScriptNumbers numbers) =>
        PatternSource.FilesOf(folder).Any() ? new(folder, rootNamespace, numbers) : null;

    static List<string> WithRequired(string folder)
    {
        List<string> folders = [folder];
        for (var i = 0; i < folders.Count; i++) folders.AddRange(PatternSource.RequiredBy(folders[i]).Except(folders));
        return folders;
    }

    static (string, string) Package(string name) =>
        (
            name,
            XDocument
                .Parse(SourceFiles.Find("Directory.Packages.props")!.Text)
                .Descendants("PackageVersion")
                .Single(package => package.Attribute("Include")?.Value == name)
                .Attribute("Version")!
                .Value
        );

    // The other project has accounts of its own, or none.
    static string WithoutAccounts(string sql) =>
        AccountsTrigger()
            .Replace(sql.Replace(" references accounts (id) on delete cascade", "", StringComparison.Ordinal), "")
            .TrimEnd();

    [GeneratedRegex(@"^\s*(?:from|into|update|delete from) (?<name>[a-z_]+)\s*(?:\(|$)", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^(?:create table|alter table) (?<name>[a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Created();

    [GeneratedRegex(
        @"(?:^--[^\n]*\n)*^create trigger \w+ [\w ]+ on accounts begin.*?^end;\n?",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex AccountsTrigger();

    [GeneratedRegex(@"^using (?:static )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
