using System.CommandLine;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Commands;

/// <summary><c>routes</c>: every address the application answers, with its methods and who answers.</summary>
static class RoutesCommand
{
    public static Command Make()
    {
        var command = new Command("routes", "Lists every address: method, address, page or handler.");
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        using var app = SettingOptions.Build(parsed, SettingOptions.Read(parsed));
        foreach (var line in Lines(app)) Console.WriteLine(line);
        return ExitCode.Done;
    }

    static IEnumerable<string> Lines(IEndpointRouteBuilder app) => app.DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Select(endpoint => (Address: Address(endpoint), Methods: Methods(endpoint), Handler: Handler(endpoint)))
        .Distinct()
        .OrderBy(route => route.Address, StringComparer.Ordinal).ThenBy(route => route.Methods, StringComparer.Ordinal)
        .Select(route => $"{route.Methods,-16} {route.Address,-48} {route.Handler}");

    static string Address(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    static string Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods } ? string.Join(',', methods) : "*";

    static string Handler(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? page.RelativePath
        : endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is { } asset ? $"wwwroot/{asset.AssetPath}"
        : endpoint.DisplayName ?? "";
}
