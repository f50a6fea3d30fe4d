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
/// <param name="CommitDate">The date and time of the commit in UTC; null when unknown.</param>
/// <remarks>
/// The SDK and MinVer write the version and the commit. <c>Packaging.targets</c> writes the date. Flask documentation:
/// Deploying with Setuptools, Tagging Builds (<c>tag_build</c>, <c>tag_date</c>).
/// </remarks>
public sealed record BuildInformation(string Version, string? Commit, DateTimeOffset? CommitDate)
{
    /// <summary>The key of the <see cref="AssemblyMetadataAttribute"/> that contains the commit date.</summary>
    public const string CommitDateKey = "CommitDate";

    /// <summary>Whether the version names a release: it has no pre-release part such as <c>-dev.1</c>.</summary>
    public bool IsRelease => !Version.Contains('-', StringComparison.Ordinal);

    /// <summary>
    /// The kind of the build as a word: <c>release</c>, or <c>development</c> for a version with a pre-release part.
    /// </summary>
    public string Kind => IsRelease ? "release" : "development";

    /// <summary>Reads the version, commit and commit date from the attributes of an assembly.</summary>
    /// <param name="assembly">The assembly of the program.</param>
    /// <returns>
    /// The build information. The version is <c>0.0.0-dev</c> when the assembly has no informational version.
    /// </returns>
    public static BuildInformation Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var date = assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == CommitDateKey)?.Value;
        return Parse(version ?? "0.0.0-dev", date);
    }

    /// <summary>Parses the values of the assembly attributes.</summary>
    /// <param name="version">The informational version, such as <c>1.0.0+COMMIT</c> or <c>1.0.0</c>.</param>
    /// <param name="commitDate">
    /// The commit date in ISO 8601, in UTC unless it has an offset. Null or an invalid text means an unknown date.
    /// </param>
    /// <returns>The build information.</returns>
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
