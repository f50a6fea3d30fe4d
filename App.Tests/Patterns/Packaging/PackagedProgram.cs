using System.Globalization;
using System.Runtime.InteropServices;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packaging;

/// <summary>
/// Packs two checkouts of one commit as release 1.0.0. The first checkout is also published as folders and installed
/// as a tool. Then it is deleted and the second one is moved to its path, so that nothing can depend on the first one.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class PackagedProgram : IAsyncLifetime, ICollectionFixture<PackagedProgram>
{
    /// <summary>The name of the xUnit collection of the test classes that share this build.</summary>
    public const string Collection = "Packaged program";

    public const string Version = "1.0.0";

    /// <summary>The commit date, in UTC, of the only commit.</summary>
    public const string CommitDate = "2026-03-09";

    static readonly TimeSpan limit = TimeSpan.FromMinutes(20);

    // The folders of the repository that a checkout contains.
    static readonly string[] folders = ["App", "App.Tests", "migrations", "wwwroot"];

    // With CI, a restore is locked to the lock files. The Git variables exclude the global settings of the machine.
    static readonly Dictionary<string, string> environment = new()
    {
        ["CI"] = "true",
        ["NuGetAudit"] = "false",
        ["DOTNET_NOLOGO"] = "true",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "Test",
        ["GIT_AUTHOR_EMAIL"] = "test@example.org",
        ["GIT_COMMITTER_NAME"] = "Test",
        ["GIT_COMMITTER_EMAIL"] = "test@example.org",
        ["GIT_AUTHOR_DATE"] = $"{CommitDate}T23:30:00-0500",
        ["GIT_COMMITTER_DATE"] = $"{CommitDate}T10:00:00+0100",
    };

    readonly TestDirectory directory = new();

    /// <summary>The runtime identifiers of the published folders.</summary>
    public static IReadOnlyList<string> Systems { get; } = ["linux-x64", "linux-arm64"];

    /// <summary>The runtime identifier of this machine.</summary>
    public static string OwnSystem =>
        RuntimeInformation.RuntimeIdentifier.EndsWith("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64";

    /// <summary>The second checkout. A test that changes it must restore it.</summary>
    public string Checkout => directory.File("checkout");

    /// <summary>The paths of the packages: of the first and of the second checkout.</summary>
    public IReadOnlyList<string> Packages =>
        [directory.File($"packages-1/carafe.{Version}.nupkg"), directory.File($"packages-2/carafe.{Version}.nupkg")];

    /// <summary>The folder of the installed tool, which contains the command <c>carafe</c>.</summary>
    public string Tool => directory.File("tool");

    /// <summary>The self-contained published folder for a runtime identifier.</summary>
    public string FolderOf(string system) => directory.File($"folder-{system}");

    public async ValueTask InitializeAsync()
    {
        CopySource(Checkout);
        Assert.False(Path.Exists(Path.Combine(Checkout, ".git")));
        await Run("git", Checkout, "init", "-q");
        await Run("git", Checkout, "add", "-A");
        await Run("git", Checkout, "commit", "-q", "-m", "All files");
        var second = directory.File("second");
        await Run("git", directory.Path, "clone", "-q", Checkout, second);
        CopyNpmPackages(Checkout);
        CopyNpmPackages(second);
        await Pack("packages-1");
        foreach (var system in Systems)
            await Run("dotnet", Checkout, ["publish", "App", "-r", system, "-o", FolderOf(system), .. Options]);
        await Run("dotnet", directory.Path, "tool", "install", "carafe", "--tool-path", Tool, "--version", Version,
            "--source", directory.File("packages-1"));
        // Both checkouts are built at the same path, because the debug information contains the path.
        Directory.Delete(Checkout, recursive: true);
        Directory.Move(second, Checkout);
        await Pack("packages-2");
        foreach (var installed in Systems.Select(FolderOf).Append(Tool))
            await Run("chmod", directory.Path, "-R", "a+rX,a-w", installed);
        await Run("chmod", directory.Path, "a+rx", directory.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Run("chmod", "/", "-R", "u+w", directory.Path);
        directory.Dispose();
    }

    /// <summary>Runs a command in the second checkout and returns its exit code and output.</summary>
    public async Task<(int Code, string Text)> RunInCheckout(string file, params string[] arguments)
    {
        using var program = ChildProgram.StartFile(file, arguments, Checkout, environment);
        await program.Ended(limit);
        return (program.ExitCode, program.Output + program.Errors);
    }

    // The build options. They leave out analyzers and documentation, which the build of the tests has checked.
    static string[] Options =>
    [
        $"-p:MinVerVersionOverride={Version}", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=true",
            "-p:GenerateDocumentationFile=false", "-v:q",
    ];

    Task Pack(string packages) =>
        Run("dotnet", Checkout, ["pack", "App", "-o", directory.File(packages), .. Options]);

    static async Task Run(string file, string folder, params string[] arguments)
    {
        using var program = ChildProgram.StartFile(file, arguments, folder, environment);
        await program.Ended(limit);
        Assert.True(
            program.ExitCode == 0,
            $"{file} {string.Join(' ', arguments)}\n{program.Output}{program.Errors}");
    }

    static void CopySource(string target)
    {
        var files = folders.SelectMany(folder => Source.Below(folder, "*")).Select(file => file.Name)
            .Concat(Directory.GetFiles(Source.Root).Select(file => Path.GetFileName(file)))
            // In a linked worktree .git is a file. A copy of it would make the copied folder part of that repository.
            .Where(name => name != ".git");
        foreach (var name in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, name))!);
            File.Copy(Source.Path(name), Path.Combine(target, name));
        }
    }

    // Copies the npm packages that the application needs. The build runs no npm command when .package-lock.json is
    // newer than the lock file.
    static void CopyNpmPackages(string checkout)
    {
        const string package = "node_modules/htmx.org";
        foreach (var file in Directory.GetFiles(Source.Path(package), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(checkout, package, Path.GetRelativePath(Source.Path(package), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(
            Path.Combine(checkout, "node_modules/.package-lock.json"),
            DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture));
    }
}
