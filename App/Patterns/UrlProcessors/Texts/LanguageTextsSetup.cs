using System.Reflection;
using App.Patterns.Localization;
using App.Patterns.Localization.Texts;
using Microsoft.Extensions.Localization;

namespace App.Patterns.UrlProcessors.Texts;

/// <summary>
/// Registers the language segment of the path and the localized texts. Flask documentation: Using URL Processors.
/// </summary>
public static class LanguageTextsSetup
{
    /// <summary>Puts all pages below <c>/{lang}</c> and registers the catalogues of an assembly.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly with the embedded catalogues.</param>
    /// <param name="codes">The codes of the languages, the default language first.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The catalogue of a language is missing.</exception>
    public static IServiceCollection AddUrlProcessors(
        this IServiceCollection services,
        Assembly assembly,
        params string[] codes
    ) => services.AddUrlProcessors(assembly, known: null, codes);

    /// <summary>
    /// Puts all pages below <c>/{lang}</c> and registers catalogues that another application has already loaded.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly with the embedded catalogues.</param>
    /// <param name="known">The catalogues of another application in the same assembly; null for none.</param>
    /// <param name="codes">The codes of the languages, the default language first.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The catalogue of a language is missing.</exception>
    public static IServiceCollection AddUrlProcessors(
        this IServiceCollection services,
        Assembly assembly,
        Catalogues? known,
        params string[] codes
    )
    {
        var catalogues = new Catalogues(assembly, new Languages(codes), known);
        services.AddSingleton(catalogues);
        services.AddSingleton<IStringLocalizerFactory>(catalogues).AddSingleton<IStringLocalizer>(catalogues);
        return services.AddUrlProcessors(codes);
    }
}
