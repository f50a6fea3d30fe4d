using System.Collections.Concurrent;
using App.Commands;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P01.1")]
    [Trait("Statement", "P01.4")]
    public async Task Serve_works_from_every_working_directory_and_exits_with_0_on_Ctrl_C()
    {
        using var program = ChildProgram.Start(
            ["--DataDirectory", directory.File("data"), "--urls", "http://127.0.0.1:0"],
            workingDirectory: "/"
        );
        var address = await program.Listening();
        using var visitor = new Visitor(address, "fr");
        var home = await visitor.Get("/");
        Assert.Equal("/fr/", home.Url.AbsolutePath);
        Assert.Equal(
            HttpStatusCode.OK,
            (await visitor.Get(home.Find("link[rel=stylesheet]").GetAttribute("href")!)).Status
        );
        await program.Signal(ChildProgram.Interrupt);
        await program.Ended();
        Assert.Equal(ExitCode.Done, program.ExitCode);
        Assert.Contains(
            directory.File("data"),
            Assert.Single(CommandLineTests.Lines(program.Output)),
            StringComparison.Ordinal
        );
        Assert.Equal("", program.Errors);
    }

    [Fact]
    [Trait("Statement", "P02.8")]
    public async Task Settings_are_read_from_file_environment_and_command_line_and_the_last_wins()
    {
        File.WriteAllText(directory.File("carafe.json"), """
            {
              "Urls": "http://127.0.0.1:0", "PathBase": "/file", "SignUp": "closed",
              "KnownProxies": ["10.0.0.1", "10.0.0.2"]
            }
            """
        );
        Dictionary<string, string> environment = new()
        {
            ["CARAFE_PATHBASE"] = "/environment",
            ["CARAFE_DataDirectory"] = directory.Path,
        };
        using (var program = ChildProgram.Start(["serve"], environment: environment))
            Assert.Equal("/environment/", (await program.Listening()).AbsolutePath);
        using (var program = ChildProgram.Start(["serve", "--PathBase", "/command"], environment: environment))
            Assert.Equal("/command/", (await program.Listening()).AbsolutePath);
        using (
            var program = ChildProgram.Start(
                ["serve", "--PathBase", "/command", "--app", "Library(PathBase=/literal)"],
                environment: environment
            )
        )
            Assert.Equal("/literal/", (await program.Listening()).AbsolutePath);
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public async Task A_killed_server_keeps_all_acknowledged_writes_and_a_consistent_database()
    {
        string[] serve = ["serve", "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"];
        ConcurrentBag<string> acknowledged = [];
        using (var program = ChildProgram.Start(serve))
        {
            var address = await program.Listening();
            var people = Enumerable
                .Range(0, 3)
                .Select(person => Task.Run(() => SignUpUntilKilled(address, $"person{person}", acknowledged)))
                .ToList();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (acknowledged.Count < 9) await Task.Delay(5, limit.Token);
            program.Kill();
            await Task.WhenAll(people);
        }
        using (var program = ChildProgram.Start(serve))
        using (var visitor = new Visitor(await program.Listening(), "en"))
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/health?deep=1")).Status);
        using var database = new SqliteDatabase(directory.File("library.db"));
        using var connection = database.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("pragma integrity_check"));
        Assert.Empty(acknowledged.Except(connection.Query<string>("select name from accounts")));
    }

    static async Task SignUpUntilKilled(Uri address, string person, ConcurrentBag<string> acknowledged)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var visitor = new Visitor(address, "en");
                var name = $"{person}-{number}";
                var answer = await visitor.Submit(
                    await visitor.Get("/en/account/sign-up"),
                    "form#sign-up",
                    new Dictionary<string, string?>
                    {
                        ["username"] = name,
                        ["password"] = TestLibrary.Password,
                        ["confirm"] = TestLibrary.Password,
                        ["accept"] = "true",
                    },
                    follow: false
                );
                if (answer.Status == HttpStatusCode.SeeOther)
                    acknowledged.Add(name);
            }
        }
        catch (HttpRequestException)
        {
            // The server has stopped, so it refuses the connection.
        }
    }
}
