using System.Diagnostics;
using System.Text.Json;

namespace App.Commands;

/// <summary>
/// The URL of the running server, stored in the data directory. Commands read it to print correct URLs, even if they
/// were started with other settings than the server.
/// </summary>
sealed record ServerRecord
{
    const string FileName = "server.json";

    public required int ProcessId { get; init; }

    public required string Domain { get; init; }

    /// <summary>The port; null when it is unknown: behind a proxy, on a unix socket, or if it is chosen at
    /// startup.</summary>
    public int? Port { get; init; }

    public string PathBase { get; init; } = "";

    /// <summary>
    /// Returns the record of the running server that uses the data directory. If no server runs, creates a record from
    /// the settings.
    /// </summary>
    public static ServerRecord Of(AppSettings settings) =>
        Read(settings) ?? From(settings, settings.Urls.Split(';')[0]);

    /// <summary>Stores the record of this process. Disposing of the result deletes it.</summary>
    /// <param name="settings">The settings of the server.</param>
    /// <param name="address">The URL that the server listens on.</param>
    public static IDisposable Write(AppSettings settings, string address)
    {
        var path = Path.Combine(settings.DataDirectory, FileName);
        try
        {
            var partial = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(partial, JsonSerializer.Serialize(From(settings, address)));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Ignores the error, because the server works without the file.
        }
        return new Removal(settings, path);
    }

    /// <summary>The URL of a path in the main library. The URL has no scheme if the port is unknown.</summary>
    public string UrlOf(string path) => $"{Host(Domain)}{PathBase}{path}";

    /// <summary>The URL of a shelf (a separate library) on its subdomain.</summary>
    public string UrlOfHost(string name) => $"{Host($"{name}.{Domain}")}{PathBase}/";

    string Host(string host) => Port switch
    {
        null => host,
        80 => $"http://{host}",
        _ => FormattableString.Invariant($"http://{host}:{Port}"),
    };

    static ServerRecord From(AppSettings settings, string address) => new()
    {
        ProcessId = Environment.ProcessId,
        Domain = settings.Domains[0],
        Port = settings.KnownProxies.Count == 0 && PortOf(address) is var port and > 0 ? port : null,
        PathBase = settings.PathBase,
    };

    static int PortOf(string address) =>
        Uri.TryCreate(
            address.Replace("//*", "//any", StringComparison.Ordinal)
            .Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Host != "unix" ? uri.Port : 0;

    static ServerRecord? Read(AppSettings settings)
    {
        try
        {
            var record = JsonSerializer.Deserialize<ServerRecord>(
                File.ReadAllText(Path.Combine(settings.DataDirectory, FileName)));
            return record is not null && IsRunning(record.ProcessId) ? record : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // Checks that the server still runs, because a server that is killed does not delete its record.
    static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception error) when (
            error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    sealed class Removal(AppSettings settings, string path) : IDisposable
    {
        public void Dispose()
        {
            if (Read(settings)?.ProcessId != Environment.ProcessId) return;
            try
            {
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Ignores the error: commands ignore a remaining file, because it contains the id of an ended process.
            }
        }
    }
}
