using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace App.Patterns.Deployment;

/// <summary>Describes the application, its hosts, and its directory and services on them.</summary>
/// <remarks>
/// A JSON file, usually <c>deploy.json</c>, can set every property. Do not write secrets into it. Flask documentation:
/// Deploying with Fabric, Running Fabfiles (<c>env</c>).
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

    /// <summary>
    /// The name of the services and of the site: lower-case letters, digits and hyphens, with a letter first.
    /// </summary>
    public string Name { get; init; } = "site";

    /// <summary>The executable file in the package. Default: <see cref="Name"/>.</summary>
    public string? Program { get; init; }

    /// <summary>The addresses of the hosts; see <see cref="DeploymentHost.Parse"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// The absolute path of the directory on the hosts for releases, data and configuration. Default:
    /// <c>/srv/NAME</c>.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>The service manager that starts the services. Default: systemd.</summary>
    public Supervisor Manager { get; init; } = Supervisor.Systemd;

    /// <summary>The IPv4 address and port that the application listens on. Default: <c>127.0.0.1:5080</c>.</summary>
    public string Listen { get; init; } = "127.0.0.1:5080";

    /// <summary>
    /// The health check: a URL path or a shell command. A text that starts with <c>/</c> is a path; its response must
    /// have a status below 400. Any other text is a command, which must exit with 0. It runs in the folder of the
    /// release, with <c>gate</c> before the switch and <c>public</c> after it as <c>$1</c>.
    /// </summary>
    public string Health { get; init; } = "/health";

    /// <summary>
    /// The maximum time in seconds for a release to become healthy. It applies once before the switch and once after.
    /// </summary>
    public int Wait { get; init; } = 60;

    /// <summary>
    /// The maximum time in seconds for the old release to finish its open requests. After it, the process is killed.
    /// </summary>
    public int Drain { get; init; } = 30;

    /// <summary>
    /// The number of releases and of backups to keep. The active release, and releases pushed within the last day that
    /// were never activated, are always kept.
    /// </summary>
    public int Keep { get; init; } = 5;

    /// <summary>
    /// The user that the services run as. <c>bootstrap</c>, run as root, creates a missing user. When the setting is
    /// empty, systemd runs the services as root, and <see cref="Supervisor.Process"/> runs them as the user who signs
    /// in.
    /// </summary>
    public string User { get; init; } = "";

    /// <summary>Whether a second service runs the program as a worker for background tasks.</summary>
    public bool Worker { get; init; }

    /// <summary>The reverse proxy that <c>bootstrap</c> configures. Default: none.</summary>
    public FrontServer Site { get; init; }

    /// <summary>The domain of the site. Required when <see cref="Site"/> is set.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The directory with the configuration of systemd, nginx and Caddy. Default: <c>/etc</c>.</summary>
    public string Etc { get; init; } = "/etc";

    /// <summary>The environment variable that passes the path of the configuration file to the program.</summary>
    public string ConfigVariable { get; init; } = "SITE_CONFIG";

    /// <summary>The arguments that start the program as the server.</summary>
    public IReadOnlyList<string> ServeArguments { get; init; } = [];

    /// <summary>The arguments that start the program as the worker.</summary>
    public IReadOnlyList<string> WorkerArguments { get; init; } = ["worker"];

    /// <summary>
    /// The arguments with which the program prints its pending migrations, and nothing when there are none. A non-zero
    /// exit code means that the release cannot use the data. Empty for an application without a database.
    /// </summary>
    public IReadOnlyList<string> PendingArguments { get; init; } = [];

    /// <summary>The arguments with which the program applies the pending migrations.</summary>
    public IReadOnlyList<string> MigrateArguments { get; init; } = [];

    /// <summary>The text of <c>config.json</c> on a new host. An existing file is never changed.</summary>
    public string Configuration { get; init; } = "{}\n";

    internal string ProgramName => Program ?? Name;

    internal string RootDirectory => (Root ?? $"/srv/{Name}").TrimEnd('/');

    internal string ListenHost => Listen[..Listen.LastIndexOf(':')];

    internal string ListenPort => Listen[(Listen.LastIndexOf(':') + 1)..];

    /// <summary>Reads a settings file. Its values replace those of <paramref name="defaults"/>.</summary>
    /// <param name="path">The path of a JSON file.</param>
    /// <param name="defaults">The settings for names that the file does not contain.</param>
    /// <returns>The merged settings. They are not validated yet; see <see cref="Validate"/>.</returns>
    /// <exception cref="DeploymentException">
    /// The file is missing, is not valid JSON, or contains an unknown name or value.
    /// </exception>
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

    /// <summary>Checks the values that are written into files on the hosts.</summary>
    /// <exception cref="DeploymentException">A value is invalid. The message names the value.</exception>
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
        // The unit files contain the root without quotes, and systemd would interpret such characters.
        if (Manager == Supervisor.Systemd)
            Require(PlainPath().IsMatch(RootDirectory), $"The root '{RootDirectory}' has characters that systemd "
                + "does not allow in a path. Use letters, digits and . _ @ + - / only.");
    }

    /// <summary>
    /// Whether a text can be the name of a release: a file name of at most 100 characters that does not start with a
    /// dot, has no control characters, and has no white space at either end.
    /// </summary>
    /// <param name="name">The text.</param>
    /// <returns><see langword="true"/> when the text can be a name.</returns>
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

/// <summary>The service manager that starts the services of a release.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File.</remarks>
public enum Supervisor
{
    /// <summary>systemd, with a socket unit and a service unit.</summary>
    Systemd,

    /// <summary>
    /// A shell process for each service, for containers and tests. It restarts the service and keeps its listening
    /// socket open.
    /// </summary>
    Process,

    /// <summary>No service is started. For a release of files that another server reads.</summary>
    None,
}

/// <summary>The reverse proxy that forwards requests to the application.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, First Deployment.</remarks>
public enum FrontServer
{
    /// <summary>No reverse proxy is configured.</summary>
    None,

    /// <summary>nginx, with a file in <c>sites-available</c> and a link in <c>sites-enabled</c>.</summary>
    Nginx,

    /// <summary>Caddy, with a file in <c>conf.d</c>, which the Caddyfile must import.</summary>
    Caddy,
}
