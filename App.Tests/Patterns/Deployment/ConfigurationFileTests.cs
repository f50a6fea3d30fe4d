using App.Commands;
using App.Patterns.Deployment.Hosting;
using App.Tests.Commands;
using App.Tests.Testing;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Patterns.Deployment;

public sealed class ConfigurationFileTests : IDisposable
{
    const string Variable = "CARAFE_ConfigFile";

    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(ConfigurationFileRule.Required, true)]
    [InlineData(ConfigurationFileRule.Optional, false)]
    [InlineData(ConfigurationFileRule.Silent, false)]
    [Trait("Statement", "P06.6")]
    public void A_variable_that_is_not_set_is_an_error_only_when_it_is_required(ConfigurationFileRule rule, bool fails)
    {
        if (!fails)
        {
            Assert.False(new ConfigurationBuilder().AddNamedFile(null, "SITE_CONFIG", rule));
            return;
        }
        var error = Assert.Throws<InvalidOperationException>(
            () => new ConfigurationBuilder().AddNamedFile("", "SITE_CONFIG", rule));
        Assert.Contains("SITE_CONFIG is not set", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigurationFileRule.Required, true)]
    [InlineData(ConfigurationFileRule.Optional, true)]
    [InlineData(ConfigurationFileRule.Silent, false)]
    [Trait("Statement", "P06.6")]
    public void A_named_file_that_is_missing_is_an_error_unless_it_may_be_silent(ConfigurationFileRule rule, bool fails)
    {
        var path = directory.File("missing.json");
        if (!fails)
        {
            Assert.False(new ConfigurationBuilder().AddNamedFile(path, "SITE_CONFIG", rule));
            return;
        }
        var error = Assert.Throws<FileNotFoundException>(
            () => new ConfigurationBuilder().AddNamedFile(path, "SITE_CONFIG", rule));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P06.6")]
    public void The_file_overrides_the_defaults_and_the_environment_overrides_the_file()
    {
        File.WriteAllText(directory.File("site.json"), """{ "Title": "File", "Colour": "blue" }""");
        var sources = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Title"] = "Default", ["Colour"] = "green", ["Domain"] = "default" });
        Assert.True(sources.AddNamedFile(directory.File("site.json"), "SITE_CONFIG", ConfigurationFileRule.Required));
        var values = sources
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Colour"] = "red" })
            .Build();
        Assert.Equal(("File", "red", "default"), (values["Title"], values["Colour"], values["Domain"]));
    }

    [Theory]
    [InlineData(null, "--require-config", "CARAFE_ConfigFile is not set")]
    [InlineData("missing.json", "--require-config", "missing.json does not exist")]
    [InlineData("missing.json", "--Handbook=on", "missing.json does not exist")]
    [InlineData("nonsense.json", "--require-config", "There is no setting 'Nonsense'")]
    [InlineData("itself.json", "--require-config", "A file cannot set ConfigFile")]
    [Trait("Statement", "P06.6")]
    public async Task The_server_refuses_to_start_with_one_line_and_exits_with_3(
        string? file, string option, string message)
    {
        File.WriteAllText(directory.File("nonsense.json"), """{ "Nonsense": 1 }""");
        File.WriteAllText(directory.File("itself.json"), """{ "ConfigFile": "other.json" }""");
        using var program = await ChildProgram.Run(["serve", option], environment: Environment(file));
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(message, Assert.Single(CommandLineTests.Lines(program.Errors)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P06.6")]
    public async Task A_missing_file_can_be_allowed_and_is_reported_as_not_loaded()
    {
        using var program = await ChildProgram.Run(
            ["migrate", "--pending", "--optional-config"], environment: Environment("missing.json"));
        Assert.Equal(ExitCode.Done, program.ExitCode);
        Assert.Contains("missing.json does not exist, so it is not loaded", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P06.6")]
    public async Task The_file_is_used_and_a_file_in_the_data_directory_overrides_it()
    {
        File.WriteAllText(directory.File("site.json"), """{ "PathBase": "/site", "Urls": "http://127.0.0.1:0" }""");
        using (var program = ChildProgram.Start(["serve", "--require-config"], environment: Environment("site.json")))
            Assert.Equal("/site/", (await program.Listening()).AbsolutePath);
        File.WriteAllText(directory.File("carafe.json"), """{ "PathBase": "/data" }""");
        using (var program = ChildProgram.Start(["serve", "--require-config"], environment: Environment("site.json")))
            Assert.Equal("/data/", (await program.Listening()).AbsolutePath);
    }

    Dictionary<string, string> Environment(string? file) => new()
    {
        ["CARAFE_DataDirectory"] = directory.Path,
        [Variable] = file is null ? "" : directory.File(file),
    };
}
