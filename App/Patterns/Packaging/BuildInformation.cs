using System.Globalization;
using System.Reflection;

namespace App.Patterns.Packaging;

/// <summary>
/// The version, commit and commit date of a program, read from the attributes that the build writes into its assembly.
/// </summary>
/// <param name="Version">
/// The semantic version without build metadata: <c>1.0.0</c> for a release, <c>1.0.1-dev.20261130.7</c> for a
/// development build.
/// </param>
/// <param name="Commit">The full hash of the Git commit; null when the program was built outside a repository.</param>
/// <param name="CommitDate">The date of the commit in UTC; null when it is unknown.</param>
/// <remarks>
/// <c>Packaging.targets</c> writes the date. Flask documentation: Deploying with Setuptools, Tagging Builds.
/// </remarks>
public sealed record BuildInformation(string Version, string? Commit, DateTimeOffset? CommitDate)
{
    /// <summary>The key of the assembly metadata that contains the commit date.</summary>
    public const string CommitDateKey = "CommitDate";

    /// <summary>Whether the version has no pre-release part, so that it names one release.</summary>
    public bool IsRelease => !Version.Contains('-', StringComparison.Ordinal);

    /// <summary><c>release</c> or <c>development</c>.</summary>
    public string Kind => IsRelease ? "release" : "development";

    /// <summary>Reads the attributes of an assembly.</summary>
    /// <param name="assembly">The assembly of the program.</param>
    /// <returns>The facts; version <c>0.0.0-dev</c> when the assembly has no version attribute.</returns>
    public static BuildInformation Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var date = assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == CommitDateKey)?.Value;
        return Parse(version ?? "0.0.0-dev", date);
    }

    /// <summary>Parses the values of the attributes.</summary>
    /// <param name="version">The informational version, such as <c>1.0.0+4f2a…</c>.</param>
    /// <param name="commitDate">An ISO 8601 date; any other text is treated as unknown.</param>
    /// <returns>The facts.</returns>
    public static BuildInformation Parse(string version, string? commitDate)
    {
        ArgumentNullException.ThrowIfNull(version);
        var parts = version.Split('+', 2);
        var isDate = DateTimeOffset.TryParse(
            commitDate,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date);
        return new(parts[0], parts.ElementAtOrDefault(1), isDate ? date : null);
    }
}
