using System.Net.Sockets;
using System.Text;
using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>Builds small applications to mount, and a parent application that mounts them.</summary>
static class MountFixture
{
    /// <summary>Builds an application that a parent application can mount. Does not start it.</summary>
    public static WebApplication Build(Action<WebApplication> pipeline, Action<WebApplicationBuilder>? services = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(LibraryApp).Assembly.GetName().Name }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRouting().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services?.Invoke(builder);
        builder.UseMountedServer();
        var app = builder.Build();
        pipeline(app);
        return app;
    }

    /// <summary>
    /// Builds an application that responds to every request with its name and, in brackets, the path base and the path.
    /// </summary>
    public static WebApplication Echo(string name) =>
        Build(app => app.Run(context => context.Response.WriteAsync(Say(name, context))));

    public static string Say(string name, HttpContext context) =>
        $"{name} [{context.Request.PathBase.Value}] [{context.Request.Path.Value}]";

    public static MountedApps<string> Apps(
        Func<string, Task<WebApplication?>> create,
        MountedAppsOptions? options = null,
        TimeProvider? time = null
    ) => new(create, options ?? new(), time ?? TimeProvider.System, NullLogger.Instance);

    /// <summary>
    /// Builds a child application and starts a parent application that passes every request below <c>/m</c> to the
    /// child.
    /// </summary>
    public static Task<BareApp> Start(
        Action<WebApplication> pipeline,
        Action<WebApplicationBuilder>? services = null
    ) => Start(Build(pipeline, services));

    public static async Task<BareApp> Start(
        WebApplication child,
        Action<WebApplication>? before = null,
        Action<WebApplicationBuilder>? services = null
    )
    {
        var apps = Apps(_ => Task.FromResult<WebApplication?>(child));
        return await BareApp.Start(
            app =>
            {
                before?.Invoke(app);
                app.UseAppsByPrefix(["/m"], apps.TryHandle);
                app.Run(context => context.Response.WriteAsync(Say("default", context)));
            },
            builder =>
            {
                builder.Services.AddSingleton(_ => apps);
                services?.Invoke(builder);
            });
    }

    /// <summary>
    /// Sends the text as a raw HTTP request and returns the response, read until the server closes the connection.
    /// </summary>
    public static async Task<string> Raw(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n")));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
