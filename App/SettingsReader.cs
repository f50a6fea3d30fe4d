using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using App.Blueprints.Shelves;
using App.Patterns.Caching;
using App.Patterns.Deployment.Hosting;
using App.Pipeline;

namespace App;

/// <summary>Reads the settings from files, the environment and the command line; the last source wins.</summary>
public static class SettingsReader
{
    public const string EnvironmentPrefix = "CARAFE_";

    public static readonly ImmutableArray<string> Names =
    [
        nameof(AppSettings.DataDirectory),
        nameof(AppSettings.ConfigFile),
        nameof(AppSettings.Urls),
        nameof(AppSettings.Worker),
        nameof(AppSettings.SignUp),
        nameof(AppSettings.Domain),
        nameof(AppSettings.AllowedFetchHosts),
        nameof(AppSettings.KnownProxies),
        nameof(AppSettings.ForwardedHeaders),
        nameof(AppSettings.PathBase),
        nameof(AppSettings.Handbook),
        nameof(AppSettings.MaxUploadBytes),
        nameof(AppSettings.MaxAccountBytes),
        nameof(AppSettings.Cache),
        nameof(AppSettings.Title),
        nameof(AppSettings.Colour),
        nameof(AppSettings.Languages),
    ];

    /// <param name="commandLine">The settings of the command line by name.</param>
    /// <param name="configFile">What happens when the file named by <c>ConfigFile</c> is missing.</param>
    /// <exception cref="SettingsException">A setting is invalid. The message says in one line what to do.</exception>
    public static AppSettings Read(
        IReadOnlyDictionary<string, string?> commandLine,
        ConfigurationFileRule configFile = ConfigurationFileRule.Optional
    )
    {
        var before = Sources(commandLine, configFile, dataDirectory: null);
        var dataDirectory = Full(before[nameof(AppSettings.DataDirectory)] ?? DefaultDataDirectory());
        var sources = Sources(commandLine, configFile, dataDirectory);
        if (
            sources
                .Providers.OfType<FileConfigurationProvider>()
                .Last()
                .TryGet(nameof(AppSettings.DataDirectory), out var named)
            && Full(named ?? "") != dataDirectory
        )
            throw new SettingsException(
                "carafe.json in the data directory cannot set another data directory. Remove DataDirectory from it."
            );
        return Bind(sources, dataDirectory) with { Origins = Origins(sources) };
    }

    /// <summary>The description of a setting in the command line's help.</summary>
    public static string Describe(string name) =>
        name switch
        {
            nameof(AppSettings.DataDirectory) => "The directory of all data; data/ next to the program by default.",
            nameof(AppSettings.ConfigFile) =>
                "A JSON file with settings. Set it in the environment or on the command line.",
            nameof(AppSettings.Urls) =>
                "The URLs to listen on, separated by ; (http://localhost:5080 by default).",
            nameof(AppSettings.Worker) =>
                "inline (default): this process runs tasks; external: a worker process runs them.",
            nameof(AppSettings.SignUp) => "Sign-up: open (default) or closed.",
            nameof(AppSettings.Domain) => "The domains that serve shelves as subdomains, separated by commas.",
            nameof(AppSettings.AllowedFetchHosts) => "Hosts that may be fetched despite private IP addresses.",
            nameof(AppSettings.KnownProxies) =>
                "Proxies whose forwarded headers are trusted: IP addresses, networks such as 10.0.0.0/8, or unix.",
            nameof(AppSettings.ForwardedHeaders) =>
                $"The forwarded headers taken from known proxies: {string.Join(", ", ProxyHeaders.All)}; "
                    + "for,proto by default.",
            nameof(AppSettings.PathBase) => "The path prefix of all URLs, such as /carafe.",
            nameof(AppSettings.Handbook) => "The handbook: on (default) or off.",
            nameof(AppSettings.MaxUploadBytes) => "The maximum size of an uploaded file, in bytes.",
            nameof(AppSettings.MaxAccountBytes) =>
                "The maximum total size of an account's uploaded files, in bytes.",
            nameof(AppSettings.Title) => "The name of the library; Carafe by default.",
            nameof(AppSettings.Colour) => $"The library's colour: {string.Join(", ", Colours.All)}.",
            nameof(AppSettings.Languages) =>
                $"The library's languages, the default first: {string.Join(", ", AppSettings.AllLanguages)}.",
            nameof(AppSettings.Cache) => "The cache of public pages: memory (default), distributed or none.",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a setting."),
        };

    static string Full(string path)
    {
        try
        {
            return Path.GetFullPath(path.Trim());
        }
        catch (Exception error) when (error is ArgumentException or PathTooLongException)
        {
            throw new SettingsException($"The setting DataDirectory is '{path}': give the path of a directory.");
        }
    }

    /// <summary>
    /// Returns the default data directory, whatever the current directory: next to the solution in a checkout,
    /// otherwise below <c>XDG_DATA_HOME</c>, because an installation may be read-only. A directory <c>data</c> beside
    /// the program is still used, because earlier versions created it.
    /// </summary>
    static string DefaultDataDirectory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "App.sln")))
                return Path.Combine(folder.FullName, "data");
        var beside = Path.Combine(AppContext.BaseDirectory, "data");
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length == 0 || Directory.Exists(beside) ? beside : Path.Combine(home, "carafe");
    }

    static IConfigurationRoot Sources(
        IReadOnlyDictionary<string, string?> commandLine, ConfigurationFileRule configFile, string? dataDirectory)
    {
        try
        {
            var sources = new ConfigurationBuilder().AddJsonFile(
                Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
                optional: true
            );
            sources.AddNamedFile(ConfigFileOf(commandLine), $"{EnvironmentPrefix}ConfigFile", configFile);
            if (dataDirectory is not null)
                sources.AddJsonFile(Path.Combine(dataDirectory, "carafe.json"), optional: true);
            return sources.AddInMemoryCollection(FromEnvironment()).AddInMemoryCollection(commandLine).Build();
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"{error.Message} {error.InnerException?.Message}".Trim() + " Correct the file and start again."
            );
        }
        catch (Exception error) when (error is InvalidOperationException or FileNotFoundException)
        {
            throw new SettingsException(error.Message);
        }
    }

    static string? ConfigFileOf(IReadOnlyDictionary<string, string?> commandLine) =>
        commandLine.GetValueOrDefault(nameof(AppSettings.ConfigFile))
        ?? FromEnvironment().FirstOrDefault(one => one.Key == nameof(AppSettings.ConfigFile)).Value;

    // Reads only the known settings from the environment, because other programs and the tests use the same prefix.
    static IEnumerable<KeyValuePair<string, string?>> FromEnvironment() =>
        from variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        from name in Names
        where string.Equals((string)variable.Key, EnvironmentPrefix + name, StringComparison.OrdinalIgnoreCase)
        select KeyValuePair.Create(name, (string?)variable.Value);

    static AppSettings Bind(IConfigurationRoot sources, string dataDirectory)
    {
        var unknown = sources
            .GetChildren()
            .Select(child => child.Key)
            .FirstOrDefault(key => !Names.Contains(key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw new SettingsException(
                $"There is no setting '{unknown}'. The settings are {string.Join(", ", Names)}."
            );
        if (sources.Providers.OfType<FileConfigurationProvider>()
            .Any(file => file.TryGet(nameof(AppSettings.ConfigFile), out _)))
            throw new SettingsException("A file cannot set ConfigFile. Set it in the environment.");
        var defaults = new AppSettings { DataDirectory = dataDirectory };
        return defaults with
        {
            ConfigFile = Value(sources, nameof(AppSettings.ConfigFile), defaults.ConfigFile, text =>
                text.Length == 0 ? "" : Full(text)
            ),
            Urls = Value(sources, nameof(AppSettings.Urls), defaults.Urls, ParseUrls),
            Worker = Value(sources, nameof(AppSettings.Worker), defaults.Worker, OneOf<WorkerMode>),
            SignUp = Value(sources, nameof(AppSettings.SignUp), defaults.SignUp, OneOf<SignUpMode>),
            Domain = Value(sources, nameof(AppSettings.Domain), defaults.Domain, ParseDomains),
            AllowedFetchHosts = Value(
                sources,
                nameof(AppSettings.AllowedFetchHosts),
                defaults.AllowedFetchHosts,
                Words
            ),
            KnownProxies = Value(sources, nameof(AppSettings.KnownProxies), defaults.KnownProxies, ParseProxies),
            ForwardedHeaders = Value(
                sources,
                nameof(AppSettings.ForwardedHeaders),
                defaults.ForwardedHeaders,
                ParseHeaders
            ),
            PathBase = Value(sources, nameof(AppSettings.PathBase), defaults.PathBase, ParsePathBase),
            Handbook = Value(sources, nameof(AppSettings.Handbook), defaults.Handbook, text =>
                OneOf<Switch>(text) == Switch.On
            ),
            MaxUploadBytes = Value(sources, nameof(AppSettings.MaxUploadBytes), defaults.MaxUploadBytes, ParseBytes),
            MaxAccountBytes = Value(sources, nameof(AppSettings.MaxAccountBytes), defaults.MaxAccountBytes, ParseBytes),
            Title = Value(sources, nameof(AppSettings.Title), defaults.Title, ParseTitle),
            Colour = Value(sources, nameof(AppSettings.Colour), defaults.Colour, ParseColour),
            Languages = Value(sources, nameof(AppSettings.Languages), defaults.Languages, ParseLanguages),
            Cache = Value(sources, nameof(AppSettings.Cache), defaults.Cache, OneOf<CacheBackend>),
        };
    }

    // Finds the source of each setting. Checks the sources in the same order as the method Sources, including the file
    // in the data directory.
    static Dictionary<string, SettingOrigin> Origins(IConfigurationRoot sources)
    {
        var order = Enum.GetValues<SettingOrigin>().Skip(1).ToList();
        if (sources.Providers.Count() < order.Count) order.Remove(SettingOrigin.ConfigFile);
        var origins = sources.Providers.Zip(order).ToList();
        return Names
            .Select(name => (Name: name, From: origins.LastOrDefault(one => Sets(one.First, name)).Second))
            .Where(setting => setting.From != SettingOrigin.Default)
            .ToDictionary(setting => setting.Name, setting => setting.From);
    }

    static bool Sets(IConfigurationProvider provider, string name) =>
        provider.TryGet(name, out _) || provider.GetChildKeys([], name).Any();

    static T Value<T>(IConfigurationRoot sources, string name, T otherwise, Func<string, T> parse)
    {
        if (Text(sources.GetSection(name)) is not { } text) return otherwise;
        try
        {
            return parse(text.Trim());
        }
        catch (FormatException error)
        {
            throw new SettingsException($"The setting {name} is '{text}': {error.Message}");
        }
    }

    // Returns a value as text. A list can be an array in a JSON file; its items are then joined by commas.
    static string? Text(IConfigurationSection section) => section.Value
        ?? (section.GetChildren().Any() ? string.Join(',', section.GetChildren().Select(child => child.Value)) : null);

    static string[] Words(string text) =>
        text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string ParseUrls(string text)
    {
        foreach (var url in text.Split(';'))
            if (
                !Uri.TryCreate(
                    url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal),
                    UriKind.Absolute,
                    out var uri
                )
                || uri.Scheme != "http"
                || uri.PathAndQuery != "/"
                || (uri.Port == 0 && uri.Host == "localhost")
            )
                throw new FormatException(
                    "give URLs such as http://localhost:5080, separated by ; and "
                        + "without a path. For https, use a reverse proxy."
                );
        return text;
    }

    static string ParseDomains(string text) =>
        Words(text) is { Length: > 0 } domains
        && domains.All(domain => Uri.CheckHostName(domain) == UriHostNameType.Dns)
            ? string.Join(',', domains.Select(domain => domain.Trim('.').ToLowerInvariant()))
            : throw new FormatException("give domains such as example.com, separated by commas.");

    static string ParseTitle(string text) =>
        text.Length is > 0 and <= ShelfForm.TitleLimit
            ? text
            : throw new FormatException($"give 1 to {ShelfForm.TitleLimit} characters.");

    static string ParseColour(string text) =>
        Colours.All.Contains(text) ? text : throw new FormatException($"give one of {string.Join(", ", Colours.All)}.");

    static string[] ParseLanguages(string text) =>
        Words(text) is { Length: > 0 } codes && codes.All(code => AppSettings.AllLanguages.Contains(code))
            ? [.. codes.Distinct()]
            : throw new FormatException($"give some of {string.Join(", ", AppSettings.AllLanguages)}.");

    static KnownProxy[] ParseProxies(string text) => [.. Words(text).Select(KnownProxy.Parse)];
    static string[] ParseHeaders(string text) =>
        Words(text.ToLowerInvariant()) is { Length: > 0 } names && names.All(ProxyHeaders.All.Contains)
        ? [.. names.Distinct()]
        : throw new FormatException($"give some of {string.Join(", ", ProxyHeaders.All)}.");

    static string ParsePathBase(string text) =>
        text.Length == 0
        || (text.StartsWith('/') && !text.EndsWith('/') && !text.Contains("//", StringComparison.Ordinal))
            ? text
            : throw new FormatException("give a path such as /carafe, with a leading and without a trailing slash.");

    static long ParseBytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new FormatException("give a positive whole number of bytes.");

    static T OneOf<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            is { } name
            ? Enum.Parse<T>(name)
            : throw new FormatException($"give one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    enum Switch { On, Off }
}

/// <summary>A setting or the data directory is unusable. The message is one line for the administrator.</summary>
public sealed class SettingsException(string message) : Exception(message);
