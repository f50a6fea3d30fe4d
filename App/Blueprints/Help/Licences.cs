using System.Collections.Immutable;
using System.Text.Json;
using App.Patterns.Packaging;

namespace App.Blueprints.Help;

/// <summary>The dependencies of this build and their licences, from a list that <c>licences.mjs</c> writes.</summary>
static class Licences
{
    static readonly PackagedFiles files = new(typeof(Licences).Assembly);

    /// <summary>All dependencies, sorted by name without regard to case.</summary>
    public static readonly ImmutableArray<Dependency> All = Read();

    static ImmutableArray<Dependency> Read()
    {
        using var stream = files.Open("licences/packages.json");
        var read = JsonSerializer.Deserialize<ImmutableArray<Dependency>>(stream, JsonSerializerOptions.Web);
        return [.. read.Select(dependency => dependency with { Text = dependency.Text ?? GeneralText(dependency) })];
    }

    // Returns the text of the licence without the name of a copyright holder; null when the program has no such text.
    static string? GeneralText(Dependency dependency)
    {
        var path = $"licences/{dependency.Licence}.txt";
        return files.Contains(path) ? files.ReadText(path) : null;
    }
}

/// <param name="Version">The version; empty for SQLite, which is part of another dependency.</param>
/// <param name="Licence">The SPDX identifier of the licence, or its name when it has no identifier.</param>
/// <param name="Holder">The copyright notice, or the authors when there is no notice. Can be empty.</param>
/// <param name="Url">The website of the project. Can be null or empty.</param>
/// <param name="Text">
/// The licence text in the package, otherwise the general text of that licence; null when there is neither.
/// </param>
sealed record Dependency(string Name, string Version, string Licence, string Holder, string? Url, string? Text);
