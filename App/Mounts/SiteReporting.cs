using System.Globalization;
using App.Blueprints.Backend;
using App.Patterns.AppDispatch;
using App.Patterns.Caching;
using App.Patterns.LazyViews;
using App.Patterns.Packages;

namespace App.Mounts;

/// <summary>
/// Collects the reports about the running application that the backend (the administration pages) shows.
/// </summary>
static class SiteReporting
{
    // The reports hide the value of each setting whose name ends with one of these words. Currently no setting has such
    // a name.
    static readonly string[] secrets = ["Password", "Secret", "Token", "Key", "ConnectionString"];

    public static SiteReports Of(AppSettings settings, IServiceProvider library) => new()
    {
        Settings = [.. SettingsReader.Names.Select(name => Setting(settings, name))],
        Routes = () => RouteTable.Of(library.GetRequiredService<EndpointDataSource>()),
        Caches = () => Caches(library.GetRequiredService<CacheStatistics>()),
        Views = () => library.GetRequiredService<LazyViewStates>().All.Select(View),
        Applications = () => [.. Backends(library), .. Shelves(library)],
    };

    static IEnumerable<MountedReport> Backends(IServiceProvider library) =>
        BackendMount
            .Apps(library)
            .Running.Select(one => Mounted(one.Key, one.Value, () => BackendMount.Apps(library).Close(one.Key)));

    // Reports the running shelves. An administrator cannot end a shelf while it is in use, but can suspend it.
    static IEnumerable<MountedReport> Shelves(IServiceProvider library)
    {
        var mounts = library.GetRequiredService<ShelfMounts>();
        return mounts.Running.Select(one => Mounted($"/~{one.Key.Name}", one.Value, () =>
        {
            mounts.Unload(new(one.Key.Key));
            return Task.CompletedTask;
        }));
    }

    static MountedReport Mounted(string name, MountedApp app, Func<Task> end) => new()
    {
        Name = name,
        StartedAt = app.StartedAt,
        Requests = app.Requests,
        Users = app.Users,
        Idle = app.Idle,
        End = end,
    };

    static IEnumerable<CacheReport> Caches(CacheStatistics figures) =>
        [Cache("Pages", figures.Pages), Cache("Data", figures.Data)];

    static CacheReport Cache(string name, CacheCounters figure) => new()
    {
        Name = name,
        Hits = figure.Hits,
        Misses = figure.Misses,
        Refused = figure.Refused,
        Unchanged = figure.Unchanged,
        Entries = figure.Entries,
        Bytes = figure.Bytes,
        Clear = () =>
        {
            figure.Clear();
            return Task.CompletedTask;
        },
    };

    static ViewReport View(LazyViewState state) => new()
    {
        Name = state.Name,
        Rules = string.Join(' ', state.Rules),
        LoadedAt = state.LoadedAt,
        Milliseconds = state.Milliseconds,
        Failures = state.Failures,
        LastFailure = state.LastFailure,
    };

    static SettingReport Setting(AppSettings settings, string name)
    {
        var value = typeof(AppSettings).GetProperty(name)!.GetValue(settings);
        return new(
            name,
            secrets.Any(secret => name.EndsWith(secret, StringComparison.Ordinal)) ? null : Text(value),
            settings.Origins.GetValueOrDefault(name, SettingOrigin.Default) switch
            {
                SettingOrigin.Shipped => "appsettings.json",
                SettingOrigin.ConfigFile => settings.ConfigFile,
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
        IEnumerable<KnownProxy> proxies => string.Join(", ", proxies),
        bool on => on ? "on" : "off",
        Enum one => one.ToString().ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
