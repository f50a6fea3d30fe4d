using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook;

/// <summary>The table of contents.</summary>
[Cached]
public sealed class IndexModel(IStringLocalizer texts) : PageModel
{
    public IEnumerable<IGrouping<ChapterGroup, Chapter>> Groups => Chapters.All.GroupBy(chapter => chapter.Group).OrderBy(group => group.Key);

    public string NameOf(ChapterGroup group) => group switch
    {
        ChapterGroup.Shape => texts["handbook.group.shape"],
        ChapterGroup.Data => texts["handbook.group.data"],
        ChapterGroup.Pages => texts["handbook.group.pages"],
        ChapterGroup.Requests => texts["handbook.group.requests"],
        _ => texts["handbook.group.running"],
    };

    public void OnGet() { }
}
