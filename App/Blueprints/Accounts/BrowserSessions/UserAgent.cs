namespace App.Blueprints.Accounts.BrowserSessions;

/// <summary>Recognises the browser and the operating system in a User-Agent header.</summary>
public static class UserAgent
{
    // The first match counts. Derived browsers are listed first, because their headers also name the original browser.
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

    /// <summary>Returns the names of the browser and the operating system. A name is empty if it is unknown.</summary>
    public static (string Browser, string System) Parse(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return (FirstOf(browsers, header), FirstOf(systems, header));
    }

    static string FirstOf((string Token, string Name)[] known, string header) =>
        known.FirstOrDefault(one => header.Contains(one.Token, StringComparison.Ordinal)).Name ?? "";
}
