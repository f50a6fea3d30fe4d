using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// A copy of a pattern's code folder and of the folders that it requires, adapted to another project. The source uses
/// that project's namespace, and the migrations use its numbers.
/// </summary>
public sealed partial class PatternCopy
{
    // The NuGet package that contains each namespace, for all namespaces of packages that the patterns use.
    static readonly ImmutableDictionary<string, string> packages = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("Dapper", "Dapper"),
        KeyValuePair.Create("Htmx", "Htmx"),
        KeyValuePair.Create("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite"),
        KeyValuePair.Create("Microsoft.Extensions.Caching.Hybrid", "Microsoft.Extensions.Caching.Hybrid"),
        KeyValuePair.Create("Quartz", "Quartz.Extensions.Hosting"),
        KeyValuePair.Create("Renci.SshNet", "SSH.NET"),
    ]);

    readonly string rootNamespace;

    PatternCopy(IEnumerable<string> parts, string rootNamespace, ScriptNumbers numbers)
    {
        this.rootNamespace = rootNamespace;
        Folders = [.. WithRequired(parts)];
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

    /// <summary>
    /// The folders to copy: the folder of the pattern, its chosen optional subfolders, and all folders of other
    /// patterns whose code those need.
    /// </summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The files with paths relative to the other project.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>
    /// The packages that the project needs besides ASP.NET Core, with the versions of this program.
    /// </summary>
    public IReadOnlyList<(string Name, string Version)> Packages { get; }

    /// <summary>The namespaces of the copied folders whose names occur in <paramref name="code"/>.</summary>
    public IEnumerable<string> NamespacesIn(string code) =>
        Folders
            .Where(folder => PatternSource.IsNamedIn(code, folder))
            .Order(StringComparer.Ordinal)
            .Select(folder => $"{rootNamespace}.Patterns.{folder.Replace('/', '.')}");

    /// <summary>Creates the copy of a pattern; null when the pattern has no folder.</summary>
    /// <param name="refinements">The names of the subfolders to copy too.</param>
    /// <param name="numbers">Numbers the migrations for the other project.</param>
    public static PatternCopy? Of(
        string folder,
        IEnumerable<string> refinements,
        string rootNamespace,
        ScriptNumbers numbers
    ) =>
        PatternSource.FilesOf(folder).Any()
            ? new([folder, .. refinements.Select(name => $"{folder}/{name}")], rootNamespace, numbers)
            : null;

    static List<string> WithRequired(IEnumerable<string> parts)
    {
        List<string> folders = [.. parts];
        for (var i = 0; i < folders.Count; i++) folders.AddRange(PatternSource.RequiredBy(folders[i]).Except(folders));
        return folders;
    }

    // Returns the lowest version of the range. This program was tested with that version.
    static (string, string) Package(string name) =>
        (
            name,
            XDocument
                .Parse(SourceFiles.Find("Directory.Packages.props")!.Text)
                .Descendants("PackageVersion")
                .Single(package => package.Attribute("Include")?.Value == name)
                .Attribute("Version")!
                .Value.Trim('[').Split(',')[0]
        );

    // Removes references to the accounts table, because the other project does not have it.
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
