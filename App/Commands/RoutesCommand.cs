using System.CommandLine;
using App.Patterns.Packages;

namespace App.Commands;

/// <summary><c>routes</c>: lists every route with its methods and its page or handler.</summary>
static class RoutesCommand
{
    public static Command Make()
    {
        var command = new Command("routes", "Lists all routes: method, path, page or handler.");
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        using var app = SettingOptions.Build(parsed, SettingOptions.Read(parsed));
        foreach (var line in Lines(app)) Console.WriteLine(line);
        return ExitCode.Done;
    }

    static IEnumerable<string> Lines(IEndpointRouteBuilder app) =>
        RouteTable.Of(app.DataSources).Select(route => $"{route.Methods,-16} {route.Address,-48} {route.Handler}");
}
