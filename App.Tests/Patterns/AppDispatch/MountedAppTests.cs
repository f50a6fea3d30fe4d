using System.Security.Claims;
using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>Verifies that a mounted application behaves as it does on its own server.</summary>
public sealed class MountedAppTests
{
    [Theory, Trait("Statement", "P03.3")]
    [InlineData("/m", "child [/m] []")]
    [InlineData("/m/", "child [/m] [/]")]
    [InlineData("/m/x/y", "child [/m] [/x/y]")]
    [InlineData("/m//x", "child [/m] [//x]")]
    [InlineData("/m/a%20b", "child [/m] [/a b]")]
    [InlineData("/mx", "default [] [/mx]")]
    [InlineData("/M/x", "default [] [/M/x]")]
    [InlineData("//m/x", "default [] [//m/x]")]
    public async Task A_request_below_the_prefix_is_handled_by_the_child(string path, string said)
    {
        await using var app = await MountFixture.Start(MountFixture.Echo("child"));
        Assert.Contains(
            said,
            await MountFixture.Raw(app.Address, $"GET {path} HTTP/1.1\nHost: x\nConnection: close\n\n"),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Statement", "P03.5"), Trait("Statement", "P03.1")]
    public async Task Nested_mounts_extend_an_existing_path_base()
    {
        var inner = MountFixture.Apps(_ => Task.FromResult<WebApplication?>(MountFixture.Echo("inner")));
        var outer = MountFixture.Build(app =>
        {
            app.UseAppsByPrefix(["/inner"], inner.TryHandle);
            app.Run(context => context.Response.WriteAsync(MountFixture.Say("outer", context)));
        });
        await using var app = await MountFixture.Start(outer, before: app => app.UsePathBase("/server"));
        Assert.Equal((200, "outer [/server/m] [/x]"), await app.Get("/server/m/x"));
        Assert.Equal((200, "inner [/server/m/inner] [/x]"), await app.Get("/server/m/inner/x"));
        await inner.DisposeAsync();
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_child_has_its_own_services_configuration_request_environment_and_URLs()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(
                child =>
                {
                    child.UseRouting();
                    child
                        .MapGet(
                            "/who",
                            (
                                HttpContext context,
                                IConfiguration configuration,
                                LinkGenerator links,
                                IServiceProvider services
                            ) =>
                                Results.Text(
                                    $"{configuration["who"]} {services.GetService<Only>()?.Name} "
                                        + $"{services.GetService<Random>() is null} {context.Items.Count} "
                                        + $"{context.User.Identity?.Name} {context.GetEndpoint()!.DisplayName} "
                                        + $"{links.GetPathByName(context, "who")} {context.RequestServices == services}"
                                )
                        )
                        .WithName("who")
                        .WithDisplayName("childs");
                },
                builder =>
                {
                    builder.Configuration["who"] = "child";
                    builder.Services.AddScoped<Only>();
                }),
            before: parent =>
            {
                parent.Use(async (context, next) =>
                {
                    context.Items["parent"] = 1;
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "parents")], "parent"));
                    context.SetEndpoint(new Endpoint(null, null, "parents"));
                    _ = context.RequestServices.GetService<Random>();
                    await next(context);
                    Assert.Equal("parents", context.GetEndpoint()?.DisplayName);
                    Assert.Equal(("", "/m/who"), (context.Request.PathBase.Value, context.Request.Path.Value));
                });
            },
            services: builder =>
            {
                builder.Configuration["who"] = "parent";
                builder.Services.AddSingleton(new Random());
            });
        Assert.Equal((200, "child child True 0  childs /m/who True"), await app.Get("/m/who"));
    }

    [Fact]
    public async Task Static_files_and_fingerprinted_files_are_served_below_the_mount()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseRouting();
            child.MapStaticAssets();
        });
        Assert.Equal(200, (await app.Get("/m/css/site.css")).Status);
        using var library = LibraryApp.Create(new AppSettings { DataDirectory = System.IO.Path.GetTempPath() });
        var fingerprinted = ((IEndpointRouteBuilder)library)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .First(route =>
                route.Contains("css/site.", StringComparison.Ordinal)
                && route != "css/site.css"
                && route.EndsWith(".css", StringComparison.Ordinal)
            );
        Assert.Equal(200, (await app.Get($"/m/{fingerprinted.TrimStart('/')}")).Status);
    }

    [Fact]
    public async Task An_application_with_its_own_server_cannot_be_mounted()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            MountedApp.Start(builder.Build(), TimeProvider.System)
        );
    }

    sealed class Only(IConfiguration configuration)
    {
        public string? Name => configuration["who"];
    }
}
