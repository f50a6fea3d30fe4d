using System.Diagnostics;
using System.Text.Json;

namespace App.Commands;

/// <summary>
/// Where a server is reached, written into the data directory while it runs, so that a command started with other
/// settings prints URLs that work.
/// </summary>
sealed record ServerRecord
{
    const string FileName = "server.json";

    public required int ProcessId { get; init; }

    public required string Domain { get; init; }

    /// <summary>Null when it is not known: behind a proxy, on a unix socket, or a port that is chosen at
    /// start.</summary>
    public int? Port { get; init; }

    public string PathBase { get; init; } = "";

    /// <summary>The record of the server that runs on the data directory, else what these settings would make of
    /// one.</summary>
    public static ServerRecord Of(AppSettings settings) =>
        Read(settings) ?? From(settings, settings.Urls.Split(';')[0]);

    /// <summary>Records this process; the result removes the record.</summary>
    /// <param name="settings">Those of the server.</param>
    /// <param name="address">Where it listens.</param>
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
            // The server works without it.
        }
        return new Removal(settings, path);
    }

    /// <summary>The URL of a path of the main library; without scheme where the port is not known.</summary>
    public string UrlOf(string path) => $"{Host(Domain)}{PathBase}{path}";

    /// <summary>The URL of the root of a shelf on its own host.</summary>
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

    // A killed server leaves its record behind.
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
                // The next reader finds that the process has ended.
            }
        }
    }
}
