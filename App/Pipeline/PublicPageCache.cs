using App.Blueprints.Accounts.OwnSettings;
using App.Blueprints.Handbook;
using App.Patterns.Caching;
using App.Patterns.Flashing;

namespace App.Pipeline;

/// <summary>How the pages that look the same for everyone are cached.</summary>
static class PublicPageCache
{
    public static void Configure(CachingOptions options, AppSettings settings)
    {
        options.Backend = settings.Cache;
        // Another build renders other pages, so entries of a shared cache are kept apart by build.
        options.Owner = $"{settings.DataDirectory} {typeof(LibraryApp).Assembly.ManifestModule.ModuleVersionId}";
        options.Unless = context => context.RequestServices.GetRequiredService<IFlashes>().AreWaiting;
        options.VaryBy = context => $"{context.Theme()} {context.Density()} {ScriptsModel.AreOff(context.Request)}";
    }
}
