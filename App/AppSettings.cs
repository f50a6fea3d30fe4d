using System.Collections.Immutable;
using App.Blueprints.Shelves;
using App.Patterns.Caching;
using App.Pipeline;

namespace App;

/// <summary>The settings of the program, read once at startup. Blueprints do not use this class.</summary>
public sealed record AppSettings
{
    public const string DefaultTitle = "Carafe";

    /// <summary>The directory of the databases, uploads and keys.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The path of the configuration file that is read after appsettings.json; empty for none.</summary>
    public string ConfigFile { get; init; } = "";

    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Whether tasks run in the web process or in a <c>worker</c> process of its own.</summary>
    public WorkerMode Worker { get; init; } = WorkerMode.Inline;

    public SignUpMode SignUp { get; init; } = SignUpMode.Open;

    /// <summary>The display name of the site.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>The colour of the site: one of <see cref="Colours.All"/>.</summary>
    public string Colour { get; init; } = Colours.Default;

    /// <summary>The languages of the site, the default first; a subset of <see cref="AllLanguages"/>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = AllLanguages;

    /// <summary>
    /// Domains, separated by commas, whose subdomains serve shelves (separate libraries of links). When any domain
    /// besides <c>localhost</c> is set, requests for other hosts are refused.
    /// </summary>
    public string Domain { get; init; } = "localhost";

    /// <summary>Hosts that the program may send requests to although their IP addresses are private.</summary>
    public IReadOnlyList<string> AllowedFetchHosts { get; init; } = [];

    /// <summary>Proxies whose forwarded headers are trusted. When empty, forwarded headers are ignored.</summary>
    public IReadOnlyList<KnownProxy> KnownProxies { get; init; } = [];

    /// <summary>The forwarded headers that are applied; a subset of <see cref="ProxyHeaders.All"/>.</summary>
    public IReadOnlyList<string> ForwardedHeaders { get; init; } = [ProxyHeaders.For, ProxyHeaders.Proto];

    /// <summary>The prefix of every URL path, such as <c>/carafe</c>; empty for none.</summary>
    public string PathBase { get; init; } = "";

    public bool Handbook { get; init; } = true;

    /// <summary>
    /// Where results and public pages are cached. <c>Distributed</c> requires a registered <c>IDistributedCache</c>.
    /// </summary>
    public CacheBackend Cache { get; init; } = CacheBackend.Memory;

    public long MaxUploadBytes { get; init; } = 256L << 20;

    /// <summary>Maximum total size of one account's uploaded files, in bytes.</summary>
    public long MaxAccountBytes { get; init; } = 1L << 30;

    /// <summary>The source of each setting. Contains no entry for a setting that has its default value.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Origins { get; init; } = new Dictionary<string, SettingOrigin>();

    public string LibraryFile => Path.Combine(DataDirectory, "library.db");

    public string TasksFile => Path.Combine(DataDirectory, "tasks.db");

    public string UploadsDirectory => Path.Combine(DataDirectory, "uploads");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>Contains one directory for each shelf (a separate library of links).</summary>
    public string ShelvesDirectory => Path.Combine(DataDirectory, "shelves");

    /// <summary>Contains the archives of deleted and backed-up shelves.</summary>
    public string ArchivesDirectory => Path.Combine(DataDirectory, "archives");

    /// <summary>The entries of <see cref="Domain"/>, always including <c>localhost</c>.</summary>
    public IReadOnlyList<string> Domains =>
        [
            .. Domain
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Append("localhost")
                .Distinct(),
        ];

    /// <summary>Every language that the program has texts for.</summary>
    public static readonly ImmutableArray<string> AllLanguages = ["en", "de", "fr", "ar"];
}

public enum WorkerMode { Inline, External }

public enum SignUpMode { Open, Closed }

/// <summary>The source of a setting's value. A later source in this list overrides an earlier one.</summary>
public enum SettingOrigin { Default, Shipped, ConfigFile, File, Environment, CommandLine }
