namespace App.Blueprints.Accounts.BrowserSessions;

/// <summary>The browser and the system that a User-Agent header names, as plainly as a person would.</summary>
public static class UserAgent
{
    // The first that occurs counts: nearly every browser also names the ones it descends from.
    static readonly (string Token, string Name)[] browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    static readonly (string Token, string Name)[] systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Both names; empty when they are not known.</summary>
    public static (string Browser, string System) Parse(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return (FirstOf(browsers, header), FirstOf(systems, header));
    }

    static string FirstOf((string Token, string Name)[] known, string header) =>
        known.FirstOrDefault(one => header.Contains(one.Token, StringComparison.Ordinal)).Name ?? "";
}
