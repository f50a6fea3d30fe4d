using App.Blueprints.Accounts.OwnSettings;
using App.Blueprints.Handbook;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.Flashing;

namespace App.Pipeline;

/// <summary>Configures the cache of the pages that are the same for everyone.</summary>
static class PublicPageCache
{
    public static void Configure(CachingOptions options, AppSettings settings)
    {
        options.Backend = settings.Cache;
        // Separates the entries of a cache that several processes share: each data directory has other content, and
        // each build renders pages differently.
        options.Owner = $"{settings.DataDirectory} {typeof(LibraryApp).Assembly.ManifestModule.ModuleVersionId}";
    }

    public static void Configure(PageCachingOptions options)
    {
        options.Unless = context => context.RequestServices.GetRequiredService<IFlashes>().HasMessages;
        options.VaryBy = context => $"{context.Theme()} {context.Density()} {ScriptsModel.AreOff(context.Request)}";
    }
}
