using System.Diagnostics;
using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("serve", "--nonsense")]
    [InlineData("serve", "--Nonsense", "x")]
    [InlineData("migrate", "left", "over")]
    [InlineData("--Urls")]
    public async Task A_wrong_command_or_option_prints_one_line_and_exits_with_2(params string[] arguments)
    {
        using var program = await ChildProgram.Run(arguments);
        Assert.Equal(ExitCode.WrongUse, program.ExitCode);
        Assert.Contains("--help", Assert.Single(Lines(program.Errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_command_and_every_setting()
    {
        using var program = await ChildProgram.Run(["--help"]);
        Assert.Equal(ExitCode.Done, program.ExitCode);
        foreach (var command in (string[])["serve", "migrate", "routes"])
            Assert.Contains(command, program.Output, StringComparison.Ordinal);
        foreach (var name in SettingsReader.Names)
            Assert.Contains($"--{name}", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_is_named_carafe()
    {
        Assert.Equal("carafe", typeof(LibraryApp).Assembly.GetName().Name);
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "carafe.exe" : "carafe");
        var start = new ProcessStartInfo(file, ["pattern", "--help"]) { RedirectStandardOutput = true };
        using var program = Process.Start(start)!;
        var help = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("carafe pattern [command]", help, StringComparison.Ordinal);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, program.ExitCode);
    }

    [Fact]
    public async Task Version_prints_the_version()
    {
        using var program = await ChildProgram.Run(["--version"]);
        Assert.Equal(ExitCode.Done, program.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", program.Output);
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public async Task Migrate_prints_the_applied_migrations_and_then_that_none_are_left()
    {
        using var directory = new TestDirectory();
        using var first = await ChildProgram.Run(["migrate", "--DataDirectory", directory.Path]);
        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Contains("Applied 0001_accounts.sql", first.Output, StringComparison.Ordinal);
        using var second = await ChildProgram.Run(["migrate", "--DataDirectory", directory.Path]);
        Assert.Equal(ExitCode.Done, second.ExitCode);
        Assert.StartsWith("Nothing to apply", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_lists_pages_and_endpoints_sorted_by_URL()
    {
        using var program = await ChildProgram.Run(["routes"]);
        Assert.Equal("", program.Errors);
        var lines = Lines(program.Output);
        Assert.Contains(lines, line => line.Contains("/Blueprints/Links/Home/Home.cshtml", StringComparison.Ordinal));
        Assert.Contains(lines, line =>
            line.Contains("GET", StringComparison.Ordinal) && line.Contains(" /css/site.css", StringComparison.Ordinal)
        );
        var addresses = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ToList();
        Assert.Equal(addresses.Order(StringComparer.Ordinal), addresses);
    }

    [Theory]
    [InlineData("Nonesuch", "There is no application 'Nonesuch'")]
    [InlineData("AppSettings", "'AppSettings' is not an application")]
    [InlineData("LibraryApp(SignUp", "cannot be read")]
    [InlineData("LibraryApp(SignUp=closed, SignUp=open)", "SignUp twice")]
    [Trait("Statement", "P02.7")]
    public async Task A_wrong_application_name_is_reported_and_exits_with_2(string name, string message)
    {
        using var program = await ChildProgram.Run(["serve", "--app", name]);
        Assert.Equal(ExitCode.WrongUse, program.ExitCode);
        Assert.Contains(message, Assert.Single(Lines(program.Errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LibraryApp(Nonsense=1)", "There is no setting 'Nonsense'")]
    [InlineData("LibraryApp(SignUp=maybe)", "The setting SignUp is 'maybe'")]
    [Trait("Statement", "P02.7")]
    public async Task A_wrong_setting_in_the_application_name_is_reported_and_exits_with_3(string name, string message)
    {
        using var program = await ChildProgram.Run(["serve", "--app", name]);
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(message, Assert.Single(Lines(program.Errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WorkerApp", "the worker command")]
    [InlineData("Worker", "the worker command")]
    [InlineData("BackendApp", "/backend")]
    [InlineData("ShelfApp", "shelf create")]
    [Trait("Statement", "P02.7")]
    public async Task An_application_that_cannot_be_served_is_reported_and_exits_with_2(string name, string message)
    {
        using var directory = new TestDirectory();
        foreach (var command in (string[])["serve", "routes"])
        {
            using var program = await ChildProgram.Run(
                [command, "--app", name, "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"]);
            Assert.Equal(ExitCode.WrongUse, program.ExitCode);
            var line = Assert.Single(Lines(program.Errors));
            Assert.Contains(message, line, StringComparison.Ordinal);
            Assert.EndsWith("There is DemoApp, LibraryApp.", line, StringComparison.Ordinal);
            Assert.Equal("", program.Output);
        }
    }

    [Fact]
    [Trait("Statement", "P02.6")]
    public async Task Every_listed_application_can_be_served()
    {
        using var wrong = await ChildProgram.Run(["routes", "--app", "Nonesuch"]);
        var offered = Assert.Single(Lines(wrong.Errors)).Split("There is ")[^1].Trim().TrimEnd('.').Split(", ");
        Assert.NotEmpty(offered);
        foreach (var name in offered)
        {
            using var directory = new TestDirectory();
            using var program = ChildProgram.Start(
                ["serve", "--app", name, "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"]);
            using var visitor = new Visitor(await program.Listening(), "en");
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/")).Status);
            Assert.Equal("", program.Errors);
        }
    }

    internal static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
