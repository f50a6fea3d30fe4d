using App.Patterns.AppFactories;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace App.Tests.Testing;

/// <summary>An application with nothing in it but what a test of a pattern puts there.</summary>
public sealed class BareApp(BareSettings settings) : Application<BareSettings>(settings)
{
    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Settings.Services?.Invoke(builder.Services);
    }

    protected override void ConfigurePipeline(WebApplication app) => Settings.Pipeline?.Invoke(app);

    public static async Task<BareSite> Start(Action<IServiceCollection>? services = null, Action<WebApplication>? pipeline = null)
    {
        var app = new BareApp(new BareSettings { Services = services, Pipeline = pipeline }).Build();
        await app.StartAsync();
        return new BareSite(app);
    }
}

public sealed record BareSettings
{
    public Action<IServiceCollection>? Services { get; init; }

    public Action<WebApplication>? Pipeline { get; init; }
}

/// <summary>A bare application that answers.</summary>
public sealed class BareSite(WebApplication app) : IAsyncDisposable
{
    readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
    };

    public WebApplication App => app;

    public HttpClient Http => http;

    /// <summary>Status and body of a GET.</summary>
    public async Task<(int Status, string Text)> Get(string url, string? host = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (host is not null) request.Headers.Host = host;
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
