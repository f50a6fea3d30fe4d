using System.Reflection;

namespace App.Patterns.AppFactories;

/// <summary>
/// An application as an ordinary class: built from settings, made to be subclassed, made as often as one likes.
/// Two applications of one process share nothing. Flask: Application Factories, Subclassing Flask.
/// </summary>
/// <param name="settings">Everything the application may vary by; fixed from here on.</param>
public abstract class Application<TSettings>(TSettings settings) where TSettings : class
{
    public TSettings Settings { get; } = settings;

    /// <summary>
    /// Makes a ready application. <paramref name="configure"/> has the last word over services; <paramref name="server"/> gives it another
    /// server than Kestrel, as one has that is mounted in another application.
    /// </summary>
    public WebApplication Build(Action<WebApplicationBuilder>? configure = null, Action<WebApplicationBuilder>? server = null)
    {
        var builder = CreateBuilder();
        (server ?? Listen)(builder);
        builder.Services.AddSingleton(Settings);
        ConfigureServices(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        ConfigurePipeline(app);
        return app;
    }

    /// <summary>Whose pages and files it serves; a subclass elsewhere keeps those of its parent.</summary>
    protected virtual Assembly Assembly => GetType().Assembly;

    /// <summary>The bare builder. Empty, so that an application costs no configuration watchers and no threads of its own.</summary>
    protected virtual WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // The assembly's name finds its pages and static assets; its folder, not the current one, is where they lie.
            ApplicationName = Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production,
        });
        UseFiles(builder);
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>Finds the files of the web root, where they lie in development and when published.</summary>
    protected virtual void UseFiles(WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    protected abstract void ConfigureServices(WebApplicationBuilder builder);

    protected abstract void ConfigurePipeline(WebApplication app);

    static void Listen(WebApplicationBuilder builder) => builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.AddServerHeader = false);
}
