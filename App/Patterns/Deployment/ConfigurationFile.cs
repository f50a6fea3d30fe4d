namespace App.Patterns.Deployment;

/// <summary>Adds the configuration file that a variable names.</summary>
/// <remarks>
/// The platform's <c>AddJsonFile(optional: true)</c> hides a wrong path. Flask documentation: Deploying with Fabric,
/// "The Configuration File" (<c>app.config.from_envvar</c>).
/// </remarks>
public static class ConfigurationFile
{
    /// <summary>Adds a JSON file. Its values replace those of earlier sources.</summary>
    /// <param name="configuration">The sources.</param>
    /// <param name="path">
    /// The path, usually from the variable; <see langword="null"/> when the variable is not set.
    /// </param>
    /// <param name="variable">The name of the variable, for the message.</param>
    /// <param name="rule">What happens when the variable is not set or the file is missing.</param>
    /// <returns>Whether the file was added.</returns>
    /// <exception cref="FileNotFoundException">The named file is missing; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The variable is not set; the message names it.</exception>
    public static bool AddNamedFile(
        this IConfigurationBuilder configuration, string? path, string variable, ConfigurationFileRule rule)
    {
        if (string.IsNullOrEmpty(path))
            return rule != ConfigurationFileRule.Required
                ? false
                : throw new InvalidOperationException(
                    $"{variable} is not set. Set it to the path of the configuration file.");
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            return rule == ConfigurationFileRule.Silent
                ? false
                : throw new FileNotFoundException(
                    $"The configuration file {full} does not exist. {variable} names it.", full);
        configuration.AddJsonFile(full, optional: false);
        return true;
    }
}

/// <summary>What happens when a configuration file is not there.</summary>
/// <remarks>
/// <c>Required</c>: the variable must be set and its file must exist. <c>Optional</c>: a file that is named must exist.
/// <c>Silent</c>: nothing is an error.
/// </remarks>
public enum ConfigurationFileRule { Required, Optional, Silent }
