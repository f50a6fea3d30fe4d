using System.Reflection;
using System.Text.Json;
using App.Patterns.Subclassing;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppFactories;

/// <summary>The base class of an application that is built from settings. Subclasses customize it.</summary>
/// <typeparam name="TSettings">The type of the settings, which are registered as a singleton.</typeparam>
/// <param name="settings">
/// All values that can differ between applications of this class. Do not change them later.
/// </param>
/// <remarks>
/// A process can build any number of applications; they share no state. An override applies only to instances of its
/// subclass. Flask documentation: Application Factories, Subclassing Flask.
/// </remarks>
public abstract class Application<TSettings>(TSettings settings) where TSettings : class
{
    // The maximum length of a request line in bytes. A URL may contain a search of 2,000 characters of up to 12 bytes
    // each, so Kestrel's default of 8 kB is too small.
    const int MaxRequestLine = 128 << 10;

    /// <summary>The settings of this application.</summary>
    public TSettings Settings { get; } = settings;

    /// <summary>Builds the application. The caller starts and disposes it.</summary>
    /// <param name="configure">
    /// A function that runs after <see cref="ConfigureServices"/> and can replace services; <see langword="null"/> for
    /// none.
    /// </param>
    /// <param name="server">
    /// A function that registers the server; <see langword="null"/> registers Kestrel. An application that is mounted
    /// in another one needs a different server.
    /// </param>
    /// <returns>The built application, not started.</returns>
    public WebApplication Build(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplicationBuilder>? server = null
    )
    {
        var builder = CreateBuilder();
        (server ?? Listen)(builder);
        builder.Services.AddSingleton(Settings).AddSingleton(new ExceptionLog(LogUnhandled));
        builder.Services.ConfigureHttpJsonOptions(options => ConfigureJson(options.SerializerOptions));
        ConfigureServices(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Use(Serve);
        ConfigurePipeline(app);
        return app;
    }

    /// <summary>
    /// The assembly that contains the pages and static files. Override it when subclasses in other assemblies serve the
    /// same pages.
    /// </summary>
    protected virtual Assembly Assembly => GetType().Assembly;

    // Whether "dotnet watch" runs the program. The environment is then Development, in which static files are served
    // from the source folder.
    static bool IsWatched => Environment.GetEnvironmentVariable("DOTNET_WATCH") == "1";

    /// <summary>
    /// Creates an empty builder, so that each application starts no configuration watchers and no additional threads.
    /// </summary>
    /// <returns>The builder, without a server.</returns>
    protected virtual WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                // The assembly name locates the pages and static assets. The content root is the program's folder, not
                // the current directory.
                ApplicationName = Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                    ?? (IsWatched ? Environments.Development : Environments.Production),
            }
        );
        UseFiles(builder);
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>Registers the static files of the web root, in development and in a published program.</summary>
    /// <param name="builder">The builder of this application.</param>
    protected virtual void UseFiles(WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    /// <summary>Registers the services.</summary>
    /// <param name="builder">The builder of this application.</param>
    protected abstract void ConfigureServices(WebApplicationBuilder builder);

    /// <summary>Adds the middleware and the endpoints.</summary>
    /// <param name="app">The built application.</param>
    protected abstract void ConfigurePipeline(WebApplication app);

    static void Listen(WebApplicationBuilder builder) => builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = MaxRequestLine;
    });

    /// <summary>Configures the JSON format of endpoint responses. Default: the web defaults.</summary>
    /// <param name="json">The options to change.</param>
    protected virtual void ConfigureJson(JsonSerializerOptions json) { }

    /// <summary>Creates the query feature of a request, which parses and stores its query parameters.</summary>
    /// <param name="request">The features of the request.</param>
    /// <returns>The feature; <see langword="null"/> for ASP.NET Core's default.</returns>
    protected virtual IQueryFeature? CreateQuery(IFeatureCollection request) => null;

    /// <summary>
    /// Logs an exception that no middleware handled. Overriding this method cannot change the response.
    /// </summary>
    /// <param name="context">The failed request.</param>
    /// <param name="error">The exception.</param>
    protected virtual void LogUnhandled(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(GetType())
            .LogError(error, "{Method} {Path}", context.Request.Method, context.Request.Path);
    }

    // The outermost middleware. Catches exceptions that the pipeline did not handle and passes them to LogUnhandled,
    // which the server would not call.
    async Task Serve(HttpContext context, RequestDelegate next)
    {
        if (CreateQuery(context.Features) is { } query) context.Features.Set(query);
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = refused.StatusCode;
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogUnhandled(context, error);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
