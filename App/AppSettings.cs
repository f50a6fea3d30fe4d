using System.Net;

namespace App;

/// <summary>Every setting, read once at start and never below the composition.</summary>
public sealed record AppSettings
{
    /// <summary>Holds databases, uploads and keys.</summary>
    public required string DataDirectory { get; init; }

    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Whether tasks run in the web process or in a <c>worker</c> process of its own.</summary>
    public WorkerMode Worker { get; init; } = WorkerMode.Inline;

    public SignUpMode SignUp { get; init; } = SignUpMode.Open;

    /// <summary>Below whose subdomains shelves are served.</summary>
    public string Domain { get; init; } = "localhost";

    /// <summary>Hosts that may be fetched although they have private addresses.</summary>
    public IReadOnlyList<string> AllowedFetchHosts { get; init; } = [];

    /// <summary>Proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<IPAddress> KnownProxies { get; init; } = [];

    /// <summary>A prefix before every address, such as <c>/carafe</c>; empty at the root.</summary>
    public string PathBase { get; init; } = "";

    public bool Handbook { get; init; } = true;

    public long MaxUploadBytes { get; init; } = 256L << 20;

    /// <summary>Where each setting came from; those that nobody set are missing.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Origins { get; init; } = new Dictionary<string, SettingOrigin>();

    public string LibraryFile => Path.Combine(DataDirectory, "library.db");

    public string TasksFile => Path.Combine(DataDirectory, "tasks.db");

    public string UploadsDirectory => Path.Combine(DataDirectory, "uploads");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");
}

public enum WorkerMode { Inline, External }

public enum SignUpMode { Open, Closed }

/// <summary>The later ones win.</summary>
public enum SettingOrigin { Default, Shipped, File, Environment, CommandLine }
