using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;

namespace App.Tests.Testing;

/// <summary>
/// An empty application on its own port. A test adds one pattern's code folder, which must work without the rest of the
/// site.
/// </summary>
public sealed class BareApp : IAsyncDisposable
{
    const string Number = "Test-Request";

    readonly WebApplication app;
    readonly TestDirectory directory;
    readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new();

    BareApp(WebApplication app, TestDirectory directory) => (this.app, this.directory) = (app, directory);

    public WebApplication App => app;

    public IServiceProvider Services => app.Services;

    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public Uri Address { get; private set; } = null!;

    public static Task<BareApp> Start(
        Action<WebApplication> pipeline,
        Action<WebApplicationBuilder>? services = null
    ) => Make((builder, _) => services?.Invoke(builder), pipeline);

    public static Task<BareApp> Start(
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? pipeline = null
    ) => Make((builder, _) => services?.Invoke(builder.Services), pipeline ?? (_ => { }));

    /// <summary>
    /// Starts an application with a temporary directory, which is deleted when the application is disposed of.
    /// </summary>
    public static Task<BareApp> Start(Action<IServiceCollection, string> services, Action<WebApplication> pipeline) =>
        Make((builder, directory) => services(builder.Services, directory), pipeline);

    static async Task<BareApp> Make(Action<WebApplicationBuilder, string> services, Action<WebApplication> pipeline)
    {
        var directory = new TestDirectory();
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(LibraryApp).Assembly.GetName().Name }
        );
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services(builder, directory.Path);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var bare = new BareApp(app, directory);
        app.Use(bare.TellTheEnd);
        pipeline(app);
        await app.StartAsync();
        bare.Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        bare.Http.BaseAddress = bare.Address;
        return bare;
    }

    /// <summary>
    /// Sends a request and waits until its pipeline has ended, because middleware may run after the response was sent.
    /// </summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        var number = Guid.NewGuid().ToString();
        var end = ends[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        request.Headers.Add(Number, number);
        var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        await end.Task;
        return answer;
    }

    public Visitor NewVisitor(string language = "en") => new(Address, language);

    public T InScope<T>(Func<IServiceProvider, T> work)
    {
        using var scope = Services.CreateScope();
        return work(scope.ServiceProvider);
    }

    /// <summary>Returns the status and body of a GET request.</summary>
    public async Task<(int Status, string Text)> Get(string url, string? host = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (host is not null) request.Headers.Host = host;
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        directory.Dispose();
    }

    async Task TellTheEnd(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Request.Headers[Number] is [{ } number] && ends.TryRemove(number, out var end)) end.SetResult();
        }
    }
}
