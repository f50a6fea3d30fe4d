using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Blueprints.Handbook;

/// <summary>
/// Numbers migration scripts that are copied into another project. A script that the project already has keeps its
/// number there. A new script gets the next free number, so that it runs after all existing scripts.
/// </summary>
public sealed partial class ScriptNumbers
{
    readonly Dictionary<string, string> files;
    int newest;

    /// <param name="existing">
    /// The names of the project's migration scripts, such as <c>0001_notes.sql</c>. Other file names are ignored.
    /// </param>
    public ScriptNumbers(IEnumerable<string> existing)
    {
        var scripts = existing.Select(file => Script().Match(file))
            .Where(match => match.Success).ToList();
        files = scripts.GroupBy(NameOf).ToDictionary(same => same.Key, same => same.First().Value);
        newest = scripts.Select(NumberOf).DefaultIfEmpty().Max();
    }

    /// <summary>
    /// Returns the name of the migration script <paramref name="file"/> with its number in the other project.
    /// </summary>
    public string FileFor(string file)
    {
        var name = NameOf(Script().Match(file));
        if (!files.TryGetValue(name, out var numbered))
            files[name] = numbered = string.Create(CultureInfo.InvariantCulture, $"{++newest:0000}_{name}.sql");
        return numbered;
    }

    /// <summary>
    /// Replaces the numbers in every path such as <c>migrations/0001_notes.sql</c> by the other project's numbers.
    /// </summary>
    public string Renumber(string text) => PathOfScript().Replace(
        text, match => match.Groups["folder"].Value + FileFor(match.Groups["file"].Value));

    static string NameOf(Match script) => script.Groups["name"].Value;

    static int NumberOf(Match script) =>
        int.Parse(script.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>\d{4})_(?<name>\w+)\.sql$")]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<folder>\bmigrations/)(?<file>\d{4}_\w+\.sql)")]
    private static partial Regex PathOfScript();
}
