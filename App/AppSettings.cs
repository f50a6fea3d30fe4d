using System.Collections.Immutable;
using App.Blueprints.Shelves;
using App.Patterns.Caching;
using App.Pipeline;

namespace App;

/// <summary>Every setting, read once at start and never below the composition.</summary>
public sealed record AppSettings
{
    public const string DefaultTitle = "Carafe";

    /// <summary>Holds databases, uploads and keys.</summary>
    public required string DataDirectory { get; init; }

    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Whether tasks run in the web process or in a <c>worker</c> process of its own.</summary>
    public WorkerMode Worker { get; init; } = WorkerMode.Inline;

    public SignUpMode SignUp { get; init; } = SignUpMode.Open;

    /// <summary>What the library is called.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>One of <see cref="Colours.All"/>.</summary>
    public string Colour { get; init; } = Colours.Default;

    /// <summary>The languages it speaks, the default first; some of <see cref="AllLanguages"/>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = AllLanguages;

    /// <summary>
    /// The domains below which shelves are served, with commas between. Unless it is <c>localhost</c>, a foreign host
    /// is refused.
    /// </summary>
    public string Domain { get; init; } = "localhost";

    /// <summary>Hosts that may be fetched although they have private addresses.</summary>
    public IReadOnlyList<string> AllowedFetchHosts { get; init; } = [];

    /// <summary>Proxies whose forwarded headers are trusted. Without one, forwarded headers are ignored.</summary>
    public IReadOnlyList<KnownProxy> KnownProxies { get; init; } = [];

    /// <summary>The headers taken from known proxies, some of <see cref="ProxyHeaders.All"/>.</summary>
    public IReadOnlyList<string> ForwardedHeaders { get; init; } = [ProxyHeaders.For, ProxyHeaders.Proto];

    /// <summary>A prefix before every address, such as <c>/carafe</c>; empty at the root.</summary>
    public string PathBase { get; init; } = "";

    public bool Handbook { get; init; } = true;

    /// <summary>
    /// Where results and public pages are kept; distributed needs an <c>IDistributedCache</c> among the services.
    /// </summary>
    public CacheBackend Cache { get; init; } = CacheBackend.Memory;

    public long MaxUploadBytes { get; init; } = 256L << 20;

    /// <summary>How many bytes the uploaded files of one account may have together.</summary>
    public long MaxAccountBytes { get; init; } = 1L << 30;

    /// <summary>Where each setting came from; those that nobody set are missing.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Origins { get; init; } = new Dictionary<string, SettingOrigin>();

    public string LibraryFile => Path.Combine(DataDirectory, "library.db");

    public string TasksFile => Path.Combine(DataDirectory, "tasks.db");

    public string UploadsDirectory => Path.Combine(DataDirectory, "uploads");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>Holds a directory for each shelf.</summary>
    public string ShelvesDirectory => Path.Combine(DataDirectory, "shelves");

    /// <summary>Holds deleted shelves and backups.</summary>
    public string ArchivesDirectory => Path.Combine(DataDirectory, "archives");

    /// <summary>The domains one by one; <c>localhost</c> is always among them.</summary>
    public IReadOnlyList<string> Domains =>
        [
            .. Domain
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Append("localhost")
                .Distinct(),
        ];

    /// <summary>The languages of the house.</summary>
    public static readonly ImmutableArray<string> AllLanguages = ["en", "de", "fr", "ar"];
}

public enum WorkerMode { Inline, External }

public enum SignUpMode { Open, Closed }

/// <summary>The later ones win.</summary>
public enum SettingOrigin { Default, Shipped, File, Environment, CommandLine }
