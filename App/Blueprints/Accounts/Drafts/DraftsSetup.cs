using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>Where the pages of the accounts are, as seen from an application.</summary>
/// <param name="Root">Such as <c>/base/de/account</c>.</param>
/// <param name="Layout">The layout of the pages about an unsent form.</param>
public sealed record AccountUrls(Func<HttpContext, string> Root, string Layout);

static class DraftsSetup
{
    /// <summary>
    /// Keeps what a person typed when a form is refused because their session or its token is out of date. Needs the
    /// table <c>drafts</c>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="urls">The URL of the account pages.</param>
    public static IServiceCollection AddDrafts(this IServiceCollection services, AccountUrls urls) => services
        .AddSingleton(urls)
        .AddScoped<DraftStore>()
        .AddScoped(scope => new DraftKeeping(
            scope.GetRequiredService<DraftStore>(), scope.GetRequiredService<OnDemandConnection>(),
            scope.GetRequiredService<TimeProvider>()))
        // One of each for all requests: nearly every page passes them without having a draft.
        .AddSingleton<DraftFilter>()
        .AddSingleton<StaleTokenFilter>()
        .Configure<MvcOptions>(options =>
        {
            options.Filters.AddService<DraftFilter>();
            options.Filters.AddService<StaleTokenFilter>();
        });
}
