using System.Collections.Immutable;
using System.Text.Json;
using App.Patterns.Packaging;

namespace App.Blueprints.Help;

/// <summary>
/// The dependencies of this build and their licences. The build lists them from the restored packages.
/// </summary>
static class Licences
{
    static readonly PackagedFiles files = new(typeof(Licences).Assembly);

    /// <summary>All dependencies, sorted by name.</summary>
    public static readonly ImmutableArray<Dependency> All = Read();

    /// <summary>
    /// The text of a dependency's licence: its own, otherwise the common one; null when the licence has no text.
    /// </summary>
    public static string? TextOf(Dependency dependency) =>
        dependency.Text ?? (files.Contains(PathOf(dependency)) ? files.ReadText(PathOf(dependency)) : null);

    static string PathOf(Dependency dependency) => $"licences/{dependency.Licence}.txt";

    static ImmutableArray<Dependency> Read()
    {
        using var stream = files.Open("licences/packages.json");
        return JsonSerializer.Deserialize<ImmutableArray<Dependency>>(stream, JsonSerializerOptions.Web);
    }
}

/// <param name="Version">Empty when the dependency is part of another one.</param>
/// <param name="Licence">The SPDX identifier of the licence, otherwise its name.</param>
/// <param name="Holder">The copyright notice, otherwise the authors; may be empty.</param>
/// <param name="Url">The website of the project; may be empty.</param>
/// <param name="Text">The licence text in the package; null when it has none.</param>
sealed record Dependency(string Name, string Version, string Licence, string Holder, string? Url, string? Text);
