using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

public sealed class DeploymentSettingsTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("links.example.com", "", "links.example.com", 22)]
    [InlineData("carafe@links.example.com", "carafe", "links.example.com", 22)]
    [InlineData("carafe@10.0.0.1:2222", "carafe", "10.0.0.1", 2222)]
    [InlineData("[::1]:2222", "", "::1", 2222)]
    [InlineData("local", "", "local", 22)]
    public void A_host_is_parsed_and_written_in_the_same_form(string text, string user, string name, int port)
    {
        var host = DeploymentHost.Parse(text);
        Assert.Equal((user, name, port), (host.User, host.Name, host.Port));
        Assert.Equal(text, host.ToString());
        Assert.Equal(text == "local", host.IsLocal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-oProxyCommand=touch hacked")]
    [InlineData("a b")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("user@")]
    [InlineData("host\n")]
    [InlineData("$(touch hacked)")]
    public void A_text_that_is_no_host_is_refused(string text) =>
        Assert.Throws<FormatException>(() => DeploymentHost.Parse(text));

    [Fact]
    [Trait("Statement", "P06.3")]
    public void The_file_lists_the_hosts_and_changes_the_defaults_of_the_program()
    {
        var settings = Read("""
            { "hosts": ["one", "two"], "Manager": "process", "keep": 2, /* kept */ "site": "caddy", }
            """);
        Assert.Equal(["one", "two"], settings.Hosts);
        Assert.Equal(
            (Supervisor.Process, 2, FrontServer.Caddy, "ours"),
            (settings.Manager, settings.Keep, settings.Site, settings.Name));
    }

    [Theory]
    [InlineData("{ \"host\": \"one\" }", "host")]
    [InlineData("{ \"manager\": \"upstart\" }", "manager")]
    [InlineData("{ broken", "deploy.json")]
    [InlineData("[]", "deploy.json")]
    public void An_invalid_file_is_refused_with_its_name(string text, string named)
    {
        var error = Assert.Throws<DeploymentException>(() => Read(text));
        Assert.Contains("deploy.json cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_with_its_name()
    {
        var error = Assert.Throws<DeploymentException>(
            () => DeploymentSettings.Read(directory.File("missing.json"), new()));
        Assert.Contains("missing.json", error.Message, StringComparison.Ordinal);
    }

    DeploymentSettings Read(string text)
    {
        File.WriteAllText(directory.File("deploy.json"), text);
        return DeploymentSettings.Read(directory.File("deploy.json"), new() { Name = "ours" });
    }
}
