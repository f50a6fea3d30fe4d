using System.CommandLine;
using App.Patterns.AppFactories;
using App.Patterns.Deployment.Hosting;

namespace App.Commands;

/// <summary>Adds the settings as options to every command, and builds the application from them.</summary>
static class SettingOptions
{
    static readonly Option<string>[] settings = [.. SettingsReader.Names.Select(Setting)];

    static readonly Option<string> application = new("--app")
    {
        Description = $"The application, with settings if needed as in \"{nameof(LibraryApp)}(SignUp=closed)\". "
            + $"{nameof(DemoApp)} is a demo library.",
        HelpName = "name",
        Recursive = true,
        DefaultValueFactory = _ => nameof(LibraryApp),
    };

    static readonly Option<bool> requireConfig = new("--require-config")
    {
        Description = "Refuses to start when ConfigFile is not set. The services of carafe deploy use it.",
        Recursive = true,
    };

    static readonly Option<bool> optionalConfig = new("--optional-config")
    {
        Description = "Starts even when the file that ConfigFile names does not exist.",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [.. settings, application, requireConfig, optionalConfig];

    public static AppSettings Read(ParseResult parsed) => Read(parsed, Application(parsed));

    /// <summary>Builds the application that is given on the command line, without starting it.</summary>
    public static WebApplication Build(
        ParseResult parsed,
        AppSettings settings,
        Action<WebApplicationBuilder>? configure = null
    ) => ApplicationName.Make(typeof(SettingOptions).Assembly, Application(parsed), settings).Build(configure);

    static ApplicationName Application(ParseResult parsed) => ApplicationName.Parse(parsed.GetValue(application)!);

    // Reads the settings. Settings that follow the application's name override the options.
    static AppSettings Read(ParseResult parsed, ApplicationName name)
    {
        Dictionary<string, string?> given = new(StringComparer.OrdinalIgnoreCase);
        foreach (var option in settings)
            if (parsed.GetValue(option) is { } value)
                given[option.Name[2..]] = value;
        foreach (var (key, value) in name.Settings) given[key] = value;
        var rule = parsed.GetValue(requireConfig) ? ConfigurationFileRule.Required
            : parsed.GetValue(optionalConfig) ? ConfigurationFileRule.Silent
            : ConfigurationFileRule.Optional;
        var read = SettingsReader.Read(given, rule);
        if (rule == ConfigurationFileRule.Silent && read.ConfigFile.Length > 0 && !File.Exists(read.ConfigFile))
            Console.Error.WriteLine($"The configuration file {read.ConfigFile} does not exist, so it is not loaded.");
        return read;
    }

    static Option<string> Setting(string name) => new($"--{name}", $"--{name.ToLowerInvariant()}")
    {
        Description = SettingsReader.Describe(name),
        HelpName = "value",
        Recursive = true,
    };
}
