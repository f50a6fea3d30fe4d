using System.Runtime.Versioning;
using System.Text.Json;
using App.Commands;
using App.Patterns.BackgroundTasks;
using App.Tests.Blueprints.Tasks;
using App.Tests.Commands;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>Verifies that the deep health check reports damaged files, and which of them prevent a start.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HealthTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P07.1")]
    public async Task A_deep_health_check_lists_each_part_and_a_shallow_one_only_the_status_and_the_build()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var shallow = JsonDocument.Parse((await visitor.Get("/health")).Text);
        Assert.Equal(
            ["status", "carafe", "build", "commitDate"],
            shallow.RootElement.EnumerateObject().Select(fact => fact.Name));
        using var deep = JsonDocument.Parse((await visitor.Get("/health?deep=1")).Text);
        Assert.Equal(
            ["status ok", "database ok", "tasks ok", "worker ok", "keys ok", "disk ok"],
            deep.RootElement.EnumerateObject()
                .Where(check => !IsOfBuild(check))
                .Select(check => $"{check.Name} {check.Value}"));
    }

    static bool IsOfBuild(JsonProperty fact) => fact.Name is "carafe" or "build" or "commitDate";

    [Theory]
    [InlineData("library.db", "database")]
    [InlineData("tasks.db", "tasks")]
    [InlineData("keys/key-x.xml", "keys")]
    public async Task The_health_check_reports_damage_to_visitors_in_one_word(string file, string check)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await library.SignUp("ada-l");
        DamagedFile.Damage(Path.Combine(library.Settings.DataDirectory, file));
        var answer = await visitor.Get("/health?deep=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        using var deep = JsonDocument.Parse(answer.Text);
        Assert.Equal(
            ("failed", "damaged"),
            (deep.RootElement.GetProperty("status").GetString(), deep.RootElement.GetProperty(check).GetString())
        );
        Assert.All(
            deep.RootElement.EnumerateObject().Where(one => !IsOfBuild(one)),
            one => Assert.Matches("^[a-z]+$", one.Value.GetString()));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("<other/>")]
    [InlineData("<revocation/>")]
    [InlineData("<key id=\"nonsense\"><creationDate>x</creationDate></key>")]
    public async Task A_damaged_key_file_created_while_running_breaks_no_form(string content)
    {
        await using var library = await TestLibrary.Start();
        // Creates the damaged file before the first form is requested, because that request makes the application read
        // the keys.
        Directory.CreateDirectory(library.Settings.KeysDirectory);
        await File.WriteAllTextAsync(Path.Combine(library.Settings.KeysDirectory, "key-x.xml"), content, cancelled);
        using var ada = await library.SignUp("ada-l");
        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/en/links")).Status);
        using var stranger = library.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/en/account/sign-in")).Status);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("<key id=\"nonsense\" version=\"1\"/>")]
    [InlineData("<other/>")]
    public async Task A_damaged_key_file_fails_at_startup_with_one_line_and_exit_code_3(string content)
    {
        using var directory = new TestDirectory();
        Directory.CreateDirectory(
            directory.File("keys"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        var file = directory.File("keys/key-x.xml");
        await File.WriteAllTextAsync(file, content, cancelled);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var program = await ChildProgram.Run([
            "serve",
            "--DataDirectory",
            directory.Path,
            "--urls",
            "http://127.0.0.1:0",
        ]);
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(
            $"The key file {file} is damaged",
            Assert.Single(CommandLineTests.Lines(program.Errors)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_damaged_queue_file_is_renamed_and_its_waiting_runs_are_restored(int from)
    {
        await using var web = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await web.SignUp("ada-l");
        var id = web.Enqueue();
        await Poll.Until(() => File.Exists(web.Settings.TasksFile));
        await web.Stop();
        DamagedFile.Damage(web.Settings.TasksFile, from);

        await using var next = await TaskFixture.Restart(web);
        await Poll.Until(() => next.Run(id).State == TaskState.Succeeded);
        var damaged = Assert.Single(Directory.GetFiles(next.Settings.DataDirectory, "tasks.db.damaged-*"));
        using var visitor = next.NewVisitor();
        var health = await visitor.Get("/health?deep=1");
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Contains("\"tasks\":\"replaced\"", health.Text, StringComparison.Ordinal);
        using var operating = next.NewVisitor();
        await operating.SignIn("ada-l");
        foreach (var page in (string[])["/backend/en/", "/backend/en/tasks", "/backend/en/databases"])
            Assert.Contains(
                Path.GetFileName(damaged),
                (await operating.Get(page)).Find("[data-notice]").TextContent,
                StringComparison.Ordinal
            );
        Assert.Contains(
            Path.GetFileName(damaged),
            (await operating.Get("/backend/en/log")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_queue_file_damaged_while_running_is_reported_in_the_backend()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("ada-l");
        await Poll.Until(() => File.Exists(library.Settings.TasksFile));
        DamagedFile.Damage(library.Settings.TasksFile);
        foreach (var page in (string[])["/backend/en/", "/backend/en/tasks", "/backend/en/databases"])
            Assert.Contains(
                "tasks.db",
                (await operating.Get(page)).Find("[data-notice]").TextContent,
                StringComparison.Ordinal
            );
    }
}
