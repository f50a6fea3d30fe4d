using System.Reflection;
using System.Text.Json;
using App.Patterns.Subclassing;
using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.AppFactories;

/// <summary>
/// An application as an ordinary class: built from settings, made to be subclassed, made as often as one likes. What is
/// virtual here is a seam: a subclass replaces it for its own instances and no others. Two applications of one process
/// share nothing. Flask: Application Factories, Subclassing Flask.
/// </summary>
/// <param name="settings">Everything the application may vary by; fixed from here on.</param>
public abstract class Application<TSettings>(TSettings settings) where TSettings : class
{
    // An address may hold a search of 2,000 letters, of which each is up to twelve bytes; the platform's 8 kB would
    // not.
    const int MaxRequestLine = 128 << 10;

    public TSettings Settings { get; } = settings;

    /// <summary>
    /// Makes a ready application. <paramref name="configure"/> has the last word over services; <paramref
    /// name="server"/> gives it another server than Kestrel, as one has that is mounted in another application.
    /// </summary>
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

    /// <summary>Whose pages and files it serves; a subclass elsewhere keeps those of its parent.</summary>
    protected virtual Assembly Assembly => GetType().Assembly;

    /// <summary>
    /// The bare builder. Empty, so that an application costs no configuration watchers and no threads of its own.
    /// </summary>
    protected virtual WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                // The assembly's name finds its pages and static assets; its folder, not the current one, is where they
                // lie.
                ApplicationName = Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                    ?? Environments.Production,
            }
        );
        UseFiles(builder);
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>Finds the files of the web root, where they lie in development and when published.</summary>
    protected virtual void UseFiles(WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    protected abstract void ConfigureServices(WebApplicationBuilder builder);

    protected abstract void ConfigurePipeline(WebApplication app);

    static void Listen(WebApplicationBuilder builder) => builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = MaxRequestLine;
    });

    /// <summary>
    /// How answers of endpoints are written as JSON; the web's own way unless a subclass says otherwise.
    /// </summary>
    protected virtual void ConfigureJson(JsonSerializerOptions json) { }

    /// <summary>How a request keeps its parameters; null leaves it to the platform.</summary>
    protected virtual IQueryFeature? CreateQuery(IFeatureCollection request) => null;

    /// <summary>
    /// Tells the log of an exception that nothing handled. Without it the answer is the same and the log stays empty.
    /// </summary>
    protected virtual void LogUnhandled(HttpContext context, Exception error)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(GetType())
            .LogError(error, "{Method} {Path}", context.Request.Method, context.Request.Path);
    }

    // The outermost of all. A pipeline may answer for what is thrown in its own words; the server's would pass the seam
    // by.
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
