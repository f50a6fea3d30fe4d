using App.Patterns.Localization.Texts;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Shared;

static class PageTitles
{
    /// <summary>
    /// The title of the browser tab: <c>ViewData["Title"]</c> of the page, then the name of the library.
    /// </summary>
    public static string PageTitle(this ViewDataDictionary data, string library) =>
        data["Title"]?.ToString() is { Length: > 0 } title && title != library
            ? $"{BidiText.Isolated(title)} · {library}"
            : library;
}
