using System.Net.Sockets;
using App.Commands;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class ServeErrorTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

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
