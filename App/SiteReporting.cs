using System.Globalization;
using System.Net;
using App.Blueprints.Backend;
using App.Patterns.AppDispatch;
using App.Patterns.Packages;

namespace App;

/// <summary>What the library tells its operators of itself, put together from what it is made of.</summary>
static class SiteReporting
{
    // No setting is one of these yet; the first that is will not be shown.
    static readonly string[] secrets = ["Password", "Secret", "Token", "Key", "ConnectionString"];

    public static SiteReports Of(AppSettings settings, IServiceProvider library) => new()
    {
        Settings = [.. SettingsReader.Names.Select(name => Setting(settings, name))],
        Routes = () => RouteTable.Of(library.GetRequiredService<EndpointDataSource>()),
        Applications = () => Mounted(BackendBlueprint.Mount, BackendMount.Apps(library)),
    };

    /// <summary>The living ones of a kind, each with a way to end it.</summary>
    static IEnumerable<MountedReport> Mounted<TKey>(string name, MountedApps<TKey> apps) where TKey : notnull => apps.Living.Select(one => new MountedReport
    {
        Name = one.Key.ToString() is { Length: > 0 } key && key != name ? $"{name}{key}" : name,
        StartedAt = one.Value.StartedAt,
        Requests = one.Value.Requests,
        Users = one.Value.Users,
        Idle = one.Value.Idle,
        End = () => apps.Close(one.Key),
    });

    static SettingReport Setting(AppSettings settings, string name)
    {
        var value = typeof(AppSettings).GetProperty(name)!.GetValue(settings);
        return new(
            name,
            secrets.Any(secret => name.EndsWith(secret, StringComparison.Ordinal)) ? null : Text(value),
            settings.Origins.GetValueOrDefault(name, SettingOrigin.Default) switch
            {
                SettingOrigin.Shipped => "appsettings.json",
                SettingOrigin.File => "carafe.json",
                SettingOrigin.Environment => $"{SettingsReader.EnvironmentPrefix}{name}",
                SettingOrigin.CommandLine => $"--{name}",
                _ => null,
            },
            SettingsReader.Describe(name));
    }

    static string Text(object? value) => value switch
    {
        IEnumerable<string> words => string.Join(", ", words),
        IEnumerable<IPAddress> addresses => string.Join(", ", addresses),
        bool on => on ? "on" : "off",
        Enum one => one.ToString().ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
