using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

/// <summary>
/// A root directory on this computer for the deployments of one test, with its own services. By default its name
/// contains characters that a shell would interpret without quotes.
/// </summary>
sealed class DeploymentTarget : IDisposable
{
    readonly TestDirectory directory = new();
    readonly Func<DeploymentHost, ITransport> connect;

    public DeploymentTarget(
        Func<DeploymentSettings, DeploymentSettings>? settings = null,
        Func<DeploymentHost, ITransport>? connect = null,
        string name = "it's \"$(touch hacked)\" `touch hacked`;&\nroot")
    {
        this.connect = connect ?? (host => throw new InvalidOperationException($"{host} is not local."));
        Root = directory.File(name);
        Port = FreePort();
        var chosen = new DeploymentSettings
        {
            Name = "fake",
            Hosts = [DeploymentHost.LocalName],
            Root = Root,
            Manager = Supervisor.Process,
            Listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"),
            Wait = 5,
            Drain = 5,
            ServeArguments = ["serve"],
            PendingArguments = ["migrate", "--pending"],
            MigrateArguments = ["migrate"],
        };
        Settings = settings?.Invoke(chosen) ?? chosen;
    }

    public DeploymentSettings Settings { get; set; }

    public string Root { get; }

    public int Port { get; }

    /// <summary>The folder for packages and other files of the test.</summary>
    public string Folder => directory.Path;

    public List<string> Lines { get; } = [];

    /// <summary>The name of the active release; empty for none.</summary>
    public string Active => new DirectoryInfo(Path.Combine(Root, "current")).LinkTarget is { } target
        ? target["releases/".Length..]
        : "";

    public string Data => File.ReadAllText(PathOf("data", "site.db")).Trim();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>Runs the steps of a deployment with the current <see cref="Settings"/>.</summary>
    public async Task Deploy(DeploymentOptions options, params DeploymentStep[] steps)
    {
        using var deployer = new Deployer(Settings, options, connect, Say);
        await deployer.RunAsync(steps, TestContext.Current.CancellationToken);
    }

    public Task Bootstrap() => Deploy(new(), DeploymentStep.Bootstrap);

    /// <summary>Changes the settings and prepares the host again.</summary>
    public Task Reconfigure(DeploymentSettings settings)
    {
        Settings = settings;
        return Bootstrap();
    }

    /// <summary>The files that exist only during an activation or a push.</summary>
    public IEnumerable<string> Leftovers =>
        ((string[])["journal", "hold", "gate.pid"])
            .Where(name => Path.Exists(PathOf("run", name)))
            .Concat(Directory.GetFileSystemEntries(PathOf("incoming")));

    /// <summary>Packs, pushes and activates a release.</summary>
    public Task Deploy(FakeRelease release) =>
        Deploy(new() { PackagePath = release.Pack(Folder).Path }, DeploymentStep.Push, DeploymentStep.Activate);

    /// <summary>Asserts that a deployment fails, and returns the message of the exception.</summary>
    public static async Task<string> Failure(Task deployment) =>
        (await Assert.ThrowsAsync<DeploymentException>(() => deployment)).Message;

    /// <summary>Requests the public page. The page of a <see cref="FakeRelease"/> is the name of the release.</summary>
    public async Task<string> Page()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(
            new Uri($"http://127.0.0.1:{Port}/"), TestContext.Current.CancellationToken);
    }

    public static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    /// <summary>Writes the program that runs before each activation.</summary>
    public void WriteHook(string script)
    {
        var hook = PathOf("hooks", "before-activate");
        File.WriteAllText(hook, script);
        MakeExecutable(hook);
    }

    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, ModeOf(path) | UnixFileMode.UserExecute);
    }

    /// <summary>The process id of a service, such as <c>serve</c>, or a supervisor: <c>serve-supervisor</c>.</summary>
    public int ProcessOf(string name) =>
        int.Parse(File.ReadLines(PathOf("run", $"{name}.pid")).First(), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var file in Directory.Exists(PathOf("run")) ? Directory.GetFiles(PathOf("run"), "*.pid") : [])
            End(ProcessOf(Path.GetFileNameWithoutExtension(file)));
        Assert.False(File.Exists(directory.File("hacked")) || File.Exists("hacked"), "A name ran as a command.");
        directory.Dispose();
    }

    // Sends TERM to a process and waits for its end. A supervisor ends its service first.
    static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            using var kill = Process.Start("kill", ["-TERM", id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // There is no process with this id.
        }
    }

    void Say(string line)
    {
        lock (Lines) Lines.Add(line);
    }
}
