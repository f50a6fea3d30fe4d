using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace App.Patterns.Deployment;

/// <summary>Describes the application and its place on the hosts.</summary>
/// <remarks>
/// A JSON file (<c>deploy.json</c>) can set every property. It belongs to the operator and holds no secrets. Flask
/// documentation: Deploying with Fabric (<c>env</c>).
/// </remarks>
public sealed partial record DeploymentSettings
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The name of the services and of the site: small letters, digits and hyphens.</summary>
    public string Name { get; init; } = "site";

    /// <summary>The executable file in the package. Default: <see cref="Name"/>.</summary>
    public string? Program { get; init; }

    /// <summary>The hosts, such as <c>user@name:port</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The root directory on the hosts. Default: <c>/srv/NAME</c>.</summary>
    public string? Root { get; init; }

    /// <summary>What starts the services.</summary>
    public Supervisor Manager { get; init; } = Supervisor.Systemd;

    /// <summary>The IPv4 address and port that the application listens on. Default: <c>127.0.0.1:5080</c>.</summary>
    public string Listen { get; init; } = "127.0.0.1:5080";

    /// <summary>
    /// The health check: a path such as <c>/health</c>, which must return 200, or else a shell command that runs in the
    /// folder of the release with <c>gate</c> or <c>public</c> as <c>$1</c>.
    /// </summary>
    public string Health { get; init; } = "/health";

    /// <summary>The maximum time that a release may take to become healthy, in seconds.</summary>
    public int Wait { get; init; } = 60;

    /// <summary>The maximum time that the old release may take for its open requests, in seconds.</summary>
    public int Drain { get; init; } = 30;

    /// <summary>The number of releases and backups to keep.</summary>
    public int Keep { get; init; } = 5;

    /// <summary>The user of the services; empty for the user that signs in.</summary>
    public string User { get; init; } = "";

    /// <summary>Whether a worker process runs beside the server.</summary>
    public bool Worker { get; init; }

    /// <summary>The server in front of the application that <c>bootstrap</c> configures.</summary>
    public FrontServer Site { get; init; }

    /// <summary>The domain of the site, for the front server.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The directory of the system's configuration.</summary>
    public string Etc { get; init; } = "/etc";

    /// <summary>The environment variable that names the configuration file.</summary>
    public string ConfigVariable { get; init; } = "SITE_CONFIG";

    /// <summary>The arguments of the server.</summary>
    public IReadOnlyList<string> ServeArguments { get; init; } = [];

    /// <summary>The arguments of the worker.</summary>
    public IReadOnlyList<string> WorkerArguments { get; init; } = ["worker"];

    /// <summary>
    /// The arguments that print the pending migrations, and nothing when there are none. Empty for an application
    /// without a database.
    /// </summary>
    public IReadOnlyList<string> PendingArguments { get; init; } = [];

    /// <summary>The arguments that apply the migrations.</summary>
    public IReadOnlyList<string> MigrateArguments { get; init; } = [];

    /// <summary>The text of the first configuration file. An existing file is never changed.</summary>
    public string Configuration { get; init; } = "{}\n";

    internal string ProgramName => Program ?? Name;

    internal string RootDirectory => (Root ?? $"/srv/{Name}").TrimEnd('/');

    internal string ListenHost => Listen[..Listen.LastIndexOf(':')];

    internal string ListenPort => Listen[(Listen.LastIndexOf(':') + 1)..];

    /// <summary>Reads a settings file. Its values replace those of <paramref name="defaults"/>.</summary>
    /// <param name="path">The path of a JSON file.</param>
    /// <param name="defaults">The settings of the application.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="DeploymentException">The file is missing or invalid, or has an unknown name.</exception>
    public static DeploymentSettings Read(string path, DeploymentSettings defaults)
    {
        try
        {
            var merged = JsonSerializer.SerializeToNode(defaults, json)!.AsObject();
            using var document = JsonDocument.Parse(
                File.ReadAllText(path),
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var name = merged.Select(known => known.Key)
                    .FirstOrDefault(known => string.Equals(known, property.Name, StringComparison.OrdinalIgnoreCase));
                merged[name ?? property.Name] = JsonSerializer.SerializeToNode(property.Value);
            }
            return merged.Deserialize<DeploymentSettings>(json)!;
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new DeploymentException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Checks the values that become parts of files on the hosts.</summary>
    /// <exception cref="DeploymentException">A value is invalid.</exception>
    public void Validate()
    {
        Require(SimpleName().IsMatch(Name), $"The name '{Name}' may have small letters, digits and hyphens only.");
        Require(IsFileName(ProgramName), $"The program '{ProgramName}' is no file name.");
        Require(RootDirectory.StartsWith('/') && RootDirectory.Length > 1, "The root must be an absolute path.");
        Require(!RootDirectory.Contains('\0', StringComparison.Ordinal), "The root contains a NUL character.");
        Require(ListenAddress().IsMatch(Listen), $"'{Listen}' is no address: give one such as 127.0.0.1:5080.");
        Require(VariableName().IsMatch(ConfigVariable), $"'{ConfigVariable}' is no name of a variable.");
        Require(User.Length == 0 || UserName().IsMatch(User), $"'{User}' is no user name.");
        Require(Wait > 0 && Drain > 0 && Keep > 0, "Wait, drain and keep must be positive numbers.");
        Require(
            Site == FrontServer.None || DomainName().IsMatch(Domain),
            $"'{Domain}' is no domain. The front server needs one, such as links.example.com.");
        // The files of systemd and nginx have no quoting for such characters.
        if (Manager == Supervisor.Systemd)
            Require(PlainPath().IsMatch(RootDirectory), $"The root '{RootDirectory}' has characters that systemd "
                + "does not allow in a path. Use letters, digits and . _ @ + - / only.");
    }

    /// <summary>Whether a text can be the name of a release: a file name without control characters.</summary>
    /// <param name="name">The text.</param>
    /// <returns><see langword="true"/> for a usable name.</returns>
    public static bool IsReleaseName(string name) =>
        IsFileName(name) && name.Length <= 100 && name == name.Trim() && !name.Any(char.IsControl);

    static bool IsFileName(string name) =>
        name.Length > 0 && !name.StartsWith('.') && !name.Contains('/', StringComparison.Ordinal)
        && !name.Contains('\0', StringComparison.Ordinal);

    static void Require(bool holds, string message)
    {
        if (!holds) throw new DeploymentException(message);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*\z")]
    private static partial Regex SimpleName();

    [GeneratedRegex(@"\A\d{1,3}(\.\d{1,3}){3}:\d{1,5}\z")]
    private static partial Regex ListenAddress();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]*\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\z")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\A[A-Za-z0-9._@+/-]+\z")]
    private static partial Regex PlainPath();
}

/// <summary>What starts the services of a release.</summary>
/// <remarks>
/// <c>Systemd</c>: a socket unit and a service unit. <c>Process</c>: a supervising shell process that holds the socket,
/// for containers and tests. <c>None</c>: nothing is started, for files that another server reads.
/// </remarks>
public enum Supervisor { Systemd, Process, None }

/// <summary>The server in front of the application.</summary>
public enum FrontServer { None, Nginx, Caddy }
