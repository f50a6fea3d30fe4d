using System.Collections.Concurrent;
using System.Reflection;
using App.Commands;
using App.Patterns.LazyViews;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests;

public sealed class UrlMapTests
{
    [Fact]
    [Trait("Statement", "P16.1"), Trait("Statement", "P16.5")]
    public async Task Every_mapped_lazy_view_exists()
    {
        await using var library = await TestLibrary.Start();
        var states = library.Services.GetRequiredService<LazyViewStates>();
        Assert.NotEmpty(states.All);
        Assert.Empty(await states.Verify());
        Assert.All(states.All, state => Assert.True(state.IsLoaded));
    }

    [Fact]
    [Trait("Statement", "P16.5")]
    public async Task The_check_command_lists_all_views_and_exits_with_0()
    {
        using var program = await ChildProgram.Run(["check"]);
        Assert.Equal((ExitCode.Done, ""), (program.ExitCode, program.Errors));
        Assert.Contains("Transfer.Export", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P16.2"), Trait("Statement", "P16.6")]
    public async Task Starting_and_reading_loads_no_lazy_view_and_authorization_applies_to_the_first_request()
    {
        await using var library = await TestLibrary.Start();
        var states = library.Services.GetRequiredService<LazyViewStates>();
        using var ada = await library.SignUp("ada-l");
        await ada.Get("/en/links");
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get("/export/links.csv")).Url.AbsolutePath);
        Assert.All(states.All, state => Assert.False(state.IsLoaded));

        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/export/links.csv")).Status);
        Assert.Equal("Transfer.Export", Assert.Single(states.All, state => state.IsLoaded).Name);
    }

    // Other endpoints have the metadata of their handler method, such as its MethodInfo, from the start. A lazy
    // endpoint must not have this metadata before its first request.
    [Fact]
    [Trait("Statement", "P16.2"), Trait("Statement", "P16.3")]
    public async Task A_lazy_endpoint_has_no_metadata_of_its_view_before_the_first_request()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Get("/en/links");
        var states = library.Services.GetRequiredService<LazyViewStates>();
        var endpoints = library
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .ToList();
        foreach (
            var rule in (string[])
                [
                    "/api/tags/suggest",
                    "/api/links/exists",
                    "/api/tasks/{id:long}",
                    "/export/links.{format}",
                    "/files/imports/{id:long}",
                ]
        )
        {
            var mapped = endpoints
                .Where(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}" == rule)
                .ToList();
            Assert.NotEmpty(mapped);
            Assert.All(mapped, endpoint =>
                Assert.DoesNotContain(
                    "App.Blueprints",
                    $"{endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType}",
                    StringComparison.Ordinal
                )
            );
            Assert.False(Assert.Single(states.All, state => state.Rules.Contains(rule)).IsLoaded);
        }
        await ada.Get("/export/links.csv");
        var loaded = Assert.Single(states.All, state => state.IsLoaded);
        Assert.Equal(["/export/links.{format}"], loaded.Rules);
        Assert.True(loaded.Bytes > 0);
        Assert.True(loaded.Milliseconds > 0);
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task Starting_and_listing_links_loads_no_assemblies_of_other_features()
    {
        using var directory = new TestDirectory();
        using var program = ChildProgram.Start(
            ["--DataDirectory", directory.File("data"), "--urls", "http://127.0.0.1:0"],
            environment: AssemblyLog.Environment
        );
        using var ada = await TestLibrary.SignUp(new Visitor(await program.Listening(), "en"), "ada-l");
        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/en/links")).Status);
        var loaded = await AssemblyLog.List(program);
        Assert.Contains("Dapper", loaded);
        Assert.Empty(
            loaded.Intersect([
                "Markdig",
                "ColorCode.Core",
                "ColorCode.HTML",
                "CsvHelper",
                "SmartReader",
                "Renci.SshNet",
                "SSH.NET",
                "MongoDB.Driver",
                "Npgsql",
            ])
        );
        Assert.StartsWith("url,title", (await ada.Get("/export/links.csv")).Text, StringComparison.Ordinal);
        await ada.Get("/en/patterns/flashing");
        Assert.Superset((HashSet<string>)["CsvHelper", "Markdig"], (await AssemblyLog.List(program)).ToHashSet());
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task Services_of_handbook_import_and_backend_are_built_on_their_first_request()
    {
        var built = new ConcurrentDictionary<Type, bool>();
        await using var library = await TestLibrary.Start(
            settings => settings with { Worker = WorkerMode.External }, builder => Watch(builder.Services, built));
        using var ada = await library.SignUp("ada-l");
        await ada.Get("/en/links");
        Assert.Empty(built.Keys.Select(type => type.FullName));
        var parts = library.Services.GetRequiredService<LazyParts>();
        Assert.Equal(["Backend", "Handbook", "Import and export"], parts.All.Select(part => part.Name));
        Assert.All(parts.All, part => Assert.Null(part.LoadedAt));

        await ada.Get("/en/import");
        Assert.Contains(built.Keys, type =>
            type.Namespace!.StartsWith("App.Blueprints.Transfer", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(built.Keys, type =>
            type.Namespace!.StartsWith("App.Blueprints.Handbook", StringComparison.Ordinal)
        );
        await ada.Get("/en/patterns/lazyloading");
        Assert.Contains(built.Keys, type =>
            type.Namespace!.StartsWith("App.Blueprints.Handbook", StringComparison.Ordinal)
        );
        await ada.Get("/backend/en/");
        Assert.All(parts.All, part =>
            Assert.True(part is { LoadedAt: not null, Milliseconds: > 0, Bytes: > 0 }, part.ToString())
        );
    }

    // Wraps the services of the blueprints Handbook and Transfer, to record in "built" which types are constructed.
    static void Watch(IServiceCollection services, ConcurrentDictionary<Type, bool> built)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is not { IsKeyedService: false, ImplementationType: { } type } service || !IsWatched(type))
                continue;
            services[i] = new(
                service.ServiceType,
                provider =>
                {
                    built[type] = true;
                    return ActivatorUtilities.CreateInstance(provider, type);
                },
                service.Lifetime
            );
        }

        static bool IsWatched(Type type) =>
            type.Namespace is { } space
            && ((string[])["App.Blueprints.Handbook", "App.Blueprints.Transfer"]).Any(watched =>
                space.StartsWith(watched, StringComparison.Ordinal)
            );
    }
}
