using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>The URLs and the layout of the account pages for one application.</summary>
/// <param name="Root">Returns the root URL of the account pages, such as <c>/base/de/account</c>.</param>
/// <param name="Layout">The layout of the pages about an unsent form.</param>
public sealed record AccountUrls(Func<HttpContext, string> Root, string Layout);

static class DraftsSetup
{
    /// <summary>
    /// Preserves the input of a form that is refused because the session or its token has expired. Requires the table
    /// <c>drafts</c>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="urls">The URLs of the account pages.</param>
    public static IServiceCollection AddDrafts(this IServiceCollection services, AccountUrls urls) => services
        .AddSingleton(urls)
        .AddScoped<DraftStore>()
        .AddScoped(scope => new DraftSetup(
            scope.GetRequiredService<DraftStore>(), scope.GetRequiredService<OnDemandConnection>(),
            scope.GetRequiredService<TimeProvider>()))
        // The filters run on nearly every page, but few requests have a draft. As singletons, they are created only
        // once.
        .AddSingleton<DraftFilter>()
        .AddSingleton<StaleTokenFilter>()
        .Configure<MvcOptions>(options =>
        {
            options.Filters.AddService<DraftFilter>();
            options.Filters.AddService<StaleTokenFilter>();
        });
}
