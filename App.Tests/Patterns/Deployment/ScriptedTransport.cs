using System.Globalization;
using App.Patterns.Deployment;

namespace App.Tests.Patterns.Deployment;

/// <summary>A transport that records the commands of the host script. One of the commands fails.</summary>
sealed class ScriptedTransport(DeploymentHost host, List<string> commands, string fails) : ITransport
{
    static readonly string[] known = ["bootstrap", "unpack", "activate", "status"];

    public Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default)
    {
        if (!command.StartsWith("'sh' '-c'", StringComparison.Ordinal)
            && known.FirstOrDefault(one => command.Contains($"'{one}'", StringComparison.Ordinal)) is { } name)
        {
            commands.Add(string.Create(CultureInfo.InvariantCulture, $"{host} {name}"));
            if (name == fails) return Task.FromResult(1);
        }
        return Task.FromResult(0);
    }

    public Task UploadAsync(Stream content, string path, CancellationToken cancelled = default) =>
        Task.CompletedTask;

    public void Dispose()
    {
    }
}
