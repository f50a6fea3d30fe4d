namespace App.Patterns.Deployment.Hosting;

/// <summary>Adds the configuration file whose path is in an environment variable.</summary>
/// <remarks>
/// Unlike <c>AddJsonFile(optional: true)</c>, it can report a wrong path. Flask documentation: Deploying with Fabric,
/// The Configuration File (<c>app.config.from_envvar</c>).
/// </remarks>
public static class ConfigurationFile
{
    /// <summary>Adds a JSON file. Its values replace those of earlier sources.</summary>
    /// <param name="configuration">The configuration that the file is added to.</param>
    /// <param name="path">
    /// The value of the variable: the path of the file. <see langword="null"/> or empty when the variable is not set.
    /// </param>
    /// <param name="variable">The name of the variable, which the messages of the exceptions contain.</param>
    /// <param name="rule">Whether an unset variable and a missing file are errors.</param>
    /// <returns><see langword="true"/> when the file was added.</returns>
    /// <exception cref="FileNotFoundException">The file is missing. The message names the file.</exception>
    /// <exception cref="InvalidOperationException">The variable is not set. The message names the variable.</exception>
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

/// <summary>Whether an unset variable and a missing configuration file are errors.</summary>
/// <remarks>
/// Flask documentation: Deploying with Fabric, The Configuration File (<c>from_envvar</c> with <c>silent</c>).
/// </remarks>
public enum ConfigurationFileRule
{
    /// <summary>The variable must be set, and the file must exist.</summary>
    Required,

    /// <summary>The variable may be unset. When it is set, the file must exist.</summary>
    Optional,

    /// <summary>Neither an unset variable nor a missing file is an error.</summary>
    Silent,
}
