using System.Globalization;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.Caching.Resilience;
using App.Tests.Testing;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Distributed;

namespace App.Tests.Patterns.Caching;

/// <summary>An application with pages in the page cache.</summary>
public abstract class CachedPages : IAsyncDisposable
{
    private protected readonly Counter counter = new();
    private protected readonly SharedMemory shared = new();
    private protected BareApp app = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected CacheCounters Figures => app.Services.GetRequiredService<CacheStatistics>().Pages;

    private protected async Task<HttpResponseMessage> Get(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await app.Send(request);
    }

    private protected static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Stop);

    private protected async Task Start(
        Action<CachingOptions>? configure = null,
        bool isFirst = false,
        TimeProvider? clock = null,
        Action<PageCachingOptions>? pages = null
    ) =>
        app = await BareApp.Start(
            app =>
            {
                app.UsePathBase("/base");
                app.UseRouting();
                app.Use(
                    async (context, next) =>
                    {
                        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                            context.Request.Headers.AcceptLanguage is [{ } language] ? language : "en"
                        );
                        app.Services.GetRequiredService<Arrivals>().Arrived();
                        context.RequestAborted.Register(() => counter.Left.TrySetResult());
                        try
                        {
                            await next();
                        }
                        catch (TimeoutException)
                        {
                            context.Response.StatusCode = 500;
                        }
                    }
                );
                if (isFirst)
                    app.UsePageCaching();
                app.UseAuthentication();
                app.UseAuthorization();
                if (!isFirst)
                    app.UsePageCaching();
                Pages.Map(app, counter);
            },
            builder =>
            {
                builder
                    .Services.AddSingleton<Arrivals>()
                    .AddSingleton(counter)
                    .AddSingleton<Pages.Same>()
                    .AddSingleton<IDistributedCache>(shared);
                if (clock is not null)
                    builder.Services.AddSingleton(clock);
                builder.Services
                    .AddCaching(configure)
                    .AddPageCaching(pages)
                    .AddResilientCache(options => options.Timeout = TimeSpan.FromMilliseconds(50));
                builder.Services.AddDataProtection();
                builder.Services.AddAntiforgery();
                builder
                    .Services.AddAuthorization()
                    .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(options => options.LoginPath = "/sign-in");
            }
        );

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await app.DisposeAsync();
    }

    private protected sealed class Arrivals
    {
        int count;

        public int Count => Volatile.Read(ref count);

        public void Arrived() => Interlocked.Increment(ref count);
    }
}
