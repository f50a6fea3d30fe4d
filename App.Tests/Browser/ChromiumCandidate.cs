using System.Diagnostics;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// A Chromium that tests can try to start. Calling <c>Options</c> can unpack, download or install that Chromium.
/// </summary>
sealed record ChromiumCandidate(string Name, Func<Task<BrowserTypeLaunchOptions>> Options)
{
    static readonly string[] Flags =
    [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    static readonly string[] Names =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];

    static readonly string[] UsualPlaces =
    [
        "/usr/bin",
        "/usr/local/bin",
        "/snap/bin",
        "/opt/google/chrome",
        "/usr/lib/chromium",
        "/usr/lib64/chromium-browser",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];

    /// <summary>
    /// Returns the candidates in the order in which to try them: the program in CARAFE_CHROMIUM, installed programs,
    /// the npm package, Playwright's own download, and Debian's package, which needs root.
    /// </summary>
    public static IEnumerable<ChromiumCandidate> All()
    {
        if (Environment.GetEnvironmentVariable("CARAFE_CHROMIUM") is { Length: > 0 } named)
            yield return At(named, $"{named}, named by CARAFE_CHROMIUM");
        foreach (var path in Installed())
            yield return At(path, path);
        yield return new("the npm package @sparticuz/chromium", FromNpm);
        yield return new("Playwright's own download", FromPlaywright);
        yield return new("Debian's package chromium", FromDebian);
    }

    public static ChromiumCandidate At(string executable, string name) =>
        new(name, () => Task.FromResult(Start(executable)));

    static IEnumerable<string> Installed()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        return path.Concat(UsualPlaces)
            .SelectMany(place => Names.Select(name => Path.Combine(place, name)).Prepend(place))
            .Where(File.Exists)
            .DistinctBy(found => File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found);
    }

    static Task<BrowserTypeLaunchOptions> FromNpm()
    {
        var (executable, libraries) = NpmChromium.Unpack();
        return Task.FromResult(Start(executable, libraries));
    }

    static async Task<BrowserTypeLaunchOptions> FromPlaywright()
    {
        var exit = await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "--only-shell", "chromium"]))
            .WaitAsync(TimeSpan.FromMinutes(5));
        return exit is 0 ? Start(null) : throw new InvalidOperationException($"the download ended with code {exit}");
    }

    static async Task<BrowserTypeLaunchOptions> FromDebian()
    {
        if (!File.Exists("/etc/debian_version") || !Environment.IsPrivilegedProcess)
            throw new PlatformNotSupportedException("needs root on a machine with apt-get");
        // Waits up to 300 s for the lock of apt-get, because another test process can be installing a package.
        await Run("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "update");
        await Run(
            "apt-get",
            "-q",
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
            "-y",
            "--no-install-recommends",
            "chromium"
        );
        return Start("/usr/bin/chromium");
    }

    static BrowserTypeLaunchOptions Start(string? executable, string? libraries = null)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        foreach (var (name, value) in TestFonts.Environment())
            environment[name] = value;
        if (libraries is not null)
            environment["LD_LIBRARY_PATH"] = libraries;

        // Turns the sandbox off, because it fails for root and in most containers. Tests open only trusted pages.
        return new()
        {
            ExecutablePath = executable,
            Args = Flags,
            Env = environment,
            ChromiumSandbox = false,
            Timeout = 30_000,
        };
    }

    static async Task Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(10));
        await output;
        if (process.ExitCode is not 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}: {await errors}"
            );
    }
}
