using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook;

/// <summary>The table of contents and the search in all chapters.</summary>
[Cached("q")]
public sealed class IndexModel(IStringLocalizer texts) : PageModel
{
    public string Text => this.ReadSearchText();

    public SearchQuery Search => SearchQuery.Parse(Text);

    /// <summary>The search results; null without a search.</summary>
    public IReadOnlyList<ChapterPassage>? Places => Search.Expression is null ? null : new ChapterSearch(Search).Places;

    public IEnumerable<IGrouping<ChapterGroup, Chapter>> Groups =>
        Chapters.All.GroupBy(chapter => chapter.Group).OrderBy(group => group.Key);

    public string NameOf(ChapterGroup group) => group switch
    {
        ChapterGroup.Shape => texts["handbook.group.shape"],
        ChapterGroup.Data => texts["handbook.group.data"],
        ChapterGroup.Pages => texts["handbook.group.pages"],
        ChapterGroup.Requests => texts["handbook.group.requests"],
        _ => texts["handbook.group.running"],
    };

    public IActionResult OnGet()
    {
        ViewData["Title"] = texts["handbook.title"].Value;
        return this.PageOrPartial("_Contents");
    }
}
