using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Shared;

/// <summary>
/// Reads the text of a search box. Limits the length of the text, because many URLs on the page contain it.
/// </summary>
static class SearchText
{
    /// <summary>
    /// Maximum length in code points. A longer text is cut, and the partial <c>_SearchCut</c> shows a notice.
    /// </summary>
    public const int Max = 1_000;

    const string CutKey = "SearchCut";

    /// <summary>Reads the query parameter <c>q</c>, trimmed and cut to <see cref="Max"/>.</summary>
    public static string ReadSearchText(this PageModel page)
    {
        var typed = page.Request.Query.Text("q").Trim();
        var text = CodePoints.Cut(typed, Max);
        if (text.Length < typed.Length) page.ViewData[CutKey] = true;
        return text;
    }

    /// <summary>Whether <see cref="ReadSearchText"/> has cut the search text of this page.</summary>
    public static bool IsSearchCut(this ViewDataDictionary data) => data[CutKey] is true;
}
