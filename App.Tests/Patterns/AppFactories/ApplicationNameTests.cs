using App.Patterns.AppFactories;

namespace App.Tests.Patterns.AppFactories;

public sealed class ApplicationNameTests
{
    [Theory]
    [InlineData("Factory", "Factory")]
    [InlineData(" Factory ( ) ", "Factory")]
    [InlineData("Factory(Key=value)", "Factory Key=value")]
    [InlineData("Factory( Key = some value , Other='a, (b)' )", "Factory Key=some value Other=a, (b)")]
    [InlineData("Factory(Key=\"\")", "Factory Key=")]
    [Trait("Statement", "P02.7")]
    public void An_application_name_is_parsed_with_its_literal_settings(string text, string read)
    {
        var name = ApplicationName.Parse(text);
        Assert.Equal(
            read,
            string.Join(' ', name.Settings.Select(setting => $"{setting.Key}={setting.Value}").Prepend(name.Name))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("Factory(")]
    [InlineData("Factory)")]
    [InlineData("Factory(dev)")]
    [InlineData("Factory(Key=a,)")]
    [InlineData("Factory(Key=a Other=b")]
    [InlineData("Factory(Key='a)")]
    [InlineData("Factory() + 1")]
    [InlineData("Factory(Key=1, Key=2)")]
    [Trait("Statement", "P02.7")]
    public void An_invalid_application_name_is_rejected_with_the_text_in_the_message(string text) =>
        Assert.Contains(
            $"'{text}'",
            Assert.Throws<ApplicationNameException>(() => ApplicationName.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Factory")]
    [InlineData("FactoryApp")]
    [InlineData("factoryapp")]
    [Trait("Statement", "P02.6")]
    public void An_application_is_found_with_or_without_the_App_suffix(string name) =>
        Assert.IsType<FactoryApp>(Make(name));

    [Theory]
    [InlineData("Nobody", "no application 'Nobody'")]
    [InlineData("NoApp", "'NoApp' is not an application")]
    [InlineData("ShyApp", "cannot be created from settings alone")]
    [InlineData("MountedOnlyApp", "'MountedOnlyApp' cannot be served: mount it. There is FactoryApp, FailingApp.")]
    [InlineData("Other", "There is FactoryApp, FailingApp.")]
    [Trait("Statement", "P02.7")]
    public void An_unknown_application_name_reports_the_available_names(string name, string message)
    {
        var error = Assert.Throws<ApplicationNameException>(() => Make(name));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P02.7")]
    public void An_exception_from_the_application_is_not_reported_as_an_unknown_name() =>
        Assert.Throws<MissingMethodException>(() => Make("Failing"));

    static Application<FactorySettings> Make(string name) =>
        ApplicationName.Make(typeof(ApplicationNameTests).Assembly, ApplicationName.Parse(name), new FactorySettings());
}

public sealed record FactorySettings;

public class FactoryApp(FactorySettings settings) : Application<FactorySettings>(settings)
{
    protected override void ConfigureServices(WebApplicationBuilder builder) { }

    protected override void ConfigurePipeline(WebApplication app) { }
}

public sealed class NoApp;

public sealed class ShyApp(FactorySettings settings, string more) : FactoryApp(settings)
{
    public string More => more;
}

[NotServed("mount it.")]
public sealed class MountedOnlyApp(FactorySettings settings) : FactoryApp(settings);

public sealed class FailingApp : FactoryApp
{
    public FailingApp(FactorySettings settings) : base(settings) => throw new MissingMethodException("inside");
}
