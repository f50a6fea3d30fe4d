using System.Runtime.InteropServices;
using System.Text.Json;
using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packaging;

/// <summary>
/// Runs the installed tool and the published folder for the system of this machine. The files are read-only, and the
/// current directory is the root directory. When the tests run as root, the program runs as another user.
/// </summary>
[Collection(PackagedProgram.Collection)]
public sealed class InstalledProgramTests(PackagedProgram installed) : IDisposable
{
    const string User = "65534";

    readonly TestDirectory home = new();

    public void Dispose() => home.Dispose();

    public static TheoryData<bool> Installations => [true, false];

    [Theory]
    [MemberData(nameof(Installations))]
    [Trait("Statement", "P05.2")]
    [Trait("Statement", "P05.4")]
    [Trait("Statement", "P05.6")]
    public async Task An_installation_serves_styled_pages_and_stores_data_in_the_home_of_its_user(bool isTool)
    {
        using var program = await Start(isTool);
        using var visitor = new Visitor(await program.Listening(), "en");
        var page = await visitor.Get("/");
        Assert.Equal("/en/", page.Url.AbsolutePath);
        foreach (var file in page.FindAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href"))
            .Concat(page.FindAll("script[src]").Select(script => script.GetAttribute("src"))))
        {
            var answer = await visitor.Get(file!);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.NotEmpty(answer.Text);
            Assert.Contains("immutable", answer.Headers["Cache-Control"], StringComparison.Ordinal);
        }
        foreach (var path in (string[])[
            "/de/patterns/flashing", "/en/source/migrations/0001_accounts.sql", "/en/about/licences",
            "/en/source/App.Tests/Patterns/Packaging/InstalledProgramTests.cs", "/favicon.ico"])
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(path)).Status);
        await TestLibrary.SignUp(visitor, "ada-l");
        Assert.Equal("ok", await FactOf(visitor, "/health?deep=1", "database"));
        Assert.True(File.Exists(home.File("share/carafe/library.db")));
        await program.Signal();
        await program.Ended();
        Assert.Equal(ExitCode.Done, program.ExitCode);
        Assert.Equal("", program.Errors);
    }

    [Fact]
    [Trait("Statement", "P05.3")]
    public async Task A_release_shows_its_bare_version_everywhere_and_no_dev()
    {
        using var program = await Start(isTool: false);
        using var visitor = new Visitor(await program.Listening(), "en");
        Assert.Equal(PackagedProgram.Version, await FactOf(visitor, "/health", "carafe"));
        Assert.Equal("release", await FactOf(visitor, "/health", "build"));
        Assert.Equal(PackagedProgram.CommitDate, await FactOf(visitor, "/health", "commitDate"));
        var about = await visitor.Get("/en/about");
        Assert.Equal(PackagedProgram.Version, about.Find("[data-version]").TextContent);
        Assert.Equal("release", about.Find("[data-build]").GetAttribute("data-build"));
        Assert.DoesNotContain("-dev", about.Text, StringComparison.Ordinal);
        var version = await Printed(Path.Combine(installed.Tool, "carafe"), "--version");
        Assert.StartsWith($"{PackagedProgram.Version}+", version, StringComparison.Ordinal);
        Assert.DoesNotContain("dev", version, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P05.2")]
    public async Task The_tool_runs_without_the_archive_that_it_was_installed_from()
    {
        var copy = home.File("copy");
        await Printed("cp", "-R", installed.Tool, copy);
        await Printed("chmod", "-R", "u+w", copy);
        var archives = Directory.GetFiles(copy, "*.nupkg", SearchOption.AllDirectories);
        foreach (var archive in archives) File.Delete(archive);
        Assert.NotEmpty(archives);
        var assembly = Assert.Single(Directory.GetFiles(copy, "carafe.dll", SearchOption.AllDirectories));
        var help = await Printed("dotnet", assembly, "--help");
        Assert.Contains("serve", help, StringComparison.Ordinal);
    }

    static async Task<string?> FactOf(Visitor visitor, string url, string name)
    {
        using var health = JsonDocument.Parse((await visitor.Get(url)).Text);
        return health.RootElement.GetProperty(name).GetString();
    }

    async Task<ChildProgram> Start(bool isTool)
    {
        Dictionary<string, string> environment = new()
        {
            ["XDG_DATA_HOME"] = home.File("share"),
            ["HOME"] = home.Path,
            // Without dotnet in the path, the published folder must use the runtime that it contains.
            ["PATH"] = "/usr/bin:/bin",
            ["DOTNET_ROOT"] = isTool ? Runtime : "/nonexistent",
        };
        var folder = isTool ? installed.Tool : installed.FolderOf(PackagedProgram.OwnSystem);
        string[] command = [Path.Combine(folder, "carafe"), "serve", "--urls", "http://127.0.0.1:0"];
        if (Environment.IsPrivilegedProcess && await CanRun(isTool))
        {
            await Printed("chown", User, home.Path);
            command = [.. OtherUser, .. command];
        }
        else
        {
            TestContext.Current.TestOutputHelper?.WriteLine("The program runs as the user of the tests.");
        }
        return ChildProgram.StartFile(command[0], command[1..], "/", environment);
    }

    static string[] OtherUser => ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"];

    // Whether the other user can run the .NET runtime of this machine, which can be in the home directory of root.
    static async Task<bool> CanRun(bool isTool)
    {
        if (!isTool) return true;
        string[] command = [.. OtherUser, "test", "-x", Path.Combine(Runtime, "dotnet")];
        using var test = ChildProgram.StartFile(command[0], command[1..]);
        await test.Ended();
        return test.ExitCode == 0;
    }

    // The root folder of the .NET installation that runs the tests.
    static string Runtime =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    static async Task<string> Printed(string file, params string[] arguments)
    {
        using var program = ChildProgram.StartFile(file, arguments, "/", new Dictionary<string, string>
        {
            ["DOTNET_ROOT"] = Runtime,
        });
        await program.Ended();
        Assert.True(program.ExitCode == 0, program.Errors);
        return program.Output;
    }
}
