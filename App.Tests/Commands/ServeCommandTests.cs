using System.Collections.Concurrent;
using System.Net.Sockets;
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

    [Fact]
    public async Task A_port_in_use_prints_one_line_and_exits_with_3()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await Refused(
            $"Cannot listen on http://{listener.LocalEndpoint}",
            "--urls",
            $"http://{listener.LocalEndpoint}"
        );
    }

    [Theory]
    [InlineData("/proc/carafe")]
    [InlineData("/dev/null/below")]
    [InlineData("/dev/null")]
    public async Task An_unwritable_data_directory_prints_one_line_and_exits_with_3(string path) =>
        await Refused($"The data directory {path} cannot be used", "--DataDirectory", path);

    [Fact]
    public async Task A_data_directory_that_is_a_file_prints_one_line_and_exits_with_3()
    {
        File.WriteAllText(directory.File("data"), "");
        await Refused("cannot be used", "--DataDirectory", directory.File("data"));
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public async Task A_database_of_a_newer_version_is_not_changed_and_exits_with_3()
    {
        using (var database = new SqliteDatabase(directory.File("library.db")))
        using (var connection = database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "pragma user_version = 9999";
            command.ExecuteNonQuery();
        }
        await Refused("has version 9999");
    }

    [Theory]
    [InlineData("library.db", "this is no database, but a file of some length that is not one either")]
    public async Task A_damaged_database_prints_one_line_and_exits_with_3(string name, string content)
    {
        File.WriteAllText(directory.File(name), content);
        await Refused($"The database {directory.File(name)} cannot be used");
    }

    [Theory]
    [InlineData("{ \"Nonsense\": 1 }", "There is no setting 'Nonsense'")]
    [InlineData("{ broken", "carafe.json")]
    [InlineData("{ \"DataDirectory\": \"/elsewhere\" }", "cannot set another")]
    [InlineData("{ \"SignUp\": { \"open\": true } }", "SignUp")]
    public async Task An_invalid_carafe_json_prints_one_line_and_exits_with_3(string json, string message)
    {
        File.WriteAllText(directory.File("carafe.json"), json);
        await Refused(message);
    }

    [Fact]
    public async Task An_invalid_setting_prints_one_line_and_exits_with_3() =>
        await Refused("The setting Worker is 'sometimes'", "--Worker", "sometimes");

    async Task Refused(string message, params string[] options)
    {
        Dictionary<string, string> environment = new()
        {
            ["CARAFE_DataDirectory"] = directory.Path,
            ["CARAFE_Urls"] = "http://127.0.0.1:0",
        };
        using var program = await ChildProgram.Run(["serve", .. options], environment: environment);
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(message, Assert.Single(CommandLineTests.Lines(program.Errors)), StringComparison.Ordinal);
        Assert.Equal("", program.Output);
    }
}
