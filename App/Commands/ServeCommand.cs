using System.CommandLine;
using System.Net.Sockets;
using App.Patterns.Deployment.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace App.Commands;

/// <summary><c>serve</c>: applies the migrations and serves requests until shutdown.</summary>
static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Starts the server. This is the default command.");
        command.SetAction(Run);
        return command;
    }

    public static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var settings = SettingOptions.Read(parsed);
        var writeNotes = DataDirectory.PrepareLogged(settings);
        var listening = false;
        await using var app = SettingOptions.Build(
            parsed,
            settings,
            builder =>
            {
                SilenceUntil(builder, () => listening);
                builder.Services.AddHostedService<IdleMemory>();
                builder.AddDeployment();
            }
        );
        writeNotes(app.Services);
        await Listen(app, settings, cancelled);
        listening = true;
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses;
        using var record = ServerRecord.Write(settings, addresses.First());
        Console.WriteLine(
            $"Carafe listens on {string.Join(" and ", addresses.Select(address => $"{address}{settings.PathBase}/"))}"
                + $". Data directory: {settings.DataDirectory}. Press Ctrl-C to stop."
        );
        await app.WaitForShutdownAsync(cancelled);
        return ExitCode.Done;
    }

    static async Task Listen(WebApplication app, AppSettings settings, CancellationToken cancelled)
    {
        try
        {
            await app.StartAsync(cancelled);
        }
        catch (Exception error)
        {
            // Stops the task worker if it runs already. Otherwise it would use services that have been disposed.
            await app.StopAsync(CancellationToken.None);
            if (!CannotListen(error)) throw;
            throw new SettingsException($"Cannot listen on {settings.Urls}: {error.Message.TrimEnd('.')}. "
                + "Stop the program that uses the port, or set another URL with --urls.");
        }
    }

    static bool CannotListen(Exception error) =>
        error is SocketException or IOException { InnerException: AddressInUseException };

    // Hides the host's stack traces until the server listens, because CommandLine reports a failed start in one line.
    static void SilenceUntil(WebApplicationBuilder builder, Func<bool> listening)
    {
        foreach (var category in (string[])["Microsoft.Extensions.Hosting", "Microsoft.AspNetCore.Server.Kestrel"])
            builder.Logging.AddFilter(category, level => level >= LogLevel.Warning && listening());
    }
}
