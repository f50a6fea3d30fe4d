using App.Tests.Testing;

namespace App.Tests;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("DataDirectory", "")]
    [InlineData("Urls", "")]
    [InlineData("Urls", "localhost:5080")]
    [InlineData("Urls", "https://localhost:5081")]
    [InlineData("Urls", "http://localhost:99999")]
    [InlineData("Urls", "http://localhost:0")]
    [InlineData("Urls", "http://localhost:5080/path")]
    [InlineData("Worker", "2")]
    [InlineData("SignUp", "Inline")]
    [InlineData("KnownProxies", "proxy.example")]
    [InlineData("PathBase", "carafe")]
    [InlineData("PathBase", "/carafe/")]
    [InlineData("Handbook", "true")]
    [InlineData("MaxUploadBytes", "-1")]
    [InlineData("MaxUploadBytes", "1,000")]
    [InlineData("MaxUploadBytes", "99999999999999999999")]
    public void An_invalid_value_is_rejected_with_one_line_that_names_the_setting(string name, string value)
    {
        var error = Assert.Throws<SettingsException>(() => Read(name, value));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Every_setting_has_a_name_a_description_and_a_property()
    {
        Assert.Equal(
            typeof(AppSettings)
                .GetProperties()
                .Where(property => property.CanWrite && property.Name != nameof(AppSettings.Origins))
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal),
            SettingsReader.Names.Order(StringComparer.Ordinal)
        );
        Assert.All(SettingsReader.Names, name => Assert.NotEqual("", SettingsReader.Describe(name)));
    }

    [Fact]
    public void Names_and_values_are_case_insensitive()
    {
        var settings = Read("worker", "EXTERNAL");
        Assert.Equal(WorkerMode.External, settings.Worker);
        Assert.Equal(["a.example", "b.example"], Read("AllowedFetchHosts", "a.example, b.example").AllowedFetchHosts);
    }

    static AppSettings Read(string name, string value)
    {
        using var directory = new TestDirectory();
        return SettingsReader.Read(
            new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["DataDirectory"] = directory.Path,
                [name] = value,
            }
        );
    }
}
