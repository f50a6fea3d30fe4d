using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Shared;

static class PageTitles
{
    const string Site = "Carafe";

    /// <summary>What the tab says: the page's <c>ViewData["Title"]</c>, then the name of the site.</summary>
    public static string PageTitle(this ViewDataDictionary data) => data["Title"]?.ToString() is { Length: > 0 } title && title != Site
        ? $"{title} · {Site}"
        : Site;
}
