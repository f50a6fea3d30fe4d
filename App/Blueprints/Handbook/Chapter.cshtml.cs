using App.Blueprints.Handbook.Demos;
using App.Blueprints.Handbook.Sources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook;

/// <summary>
/// The page of one handbook chapter, which describes a Flask pattern: its purpose, a live example, the source code and
/// the reference.
/// </summary>
public sealed class ChapterModel(IEnumerable<Demonstration> demonstrations, IStringLocalizer texts) : PageModel
{
    public Chapter Chapter { get; private set; } = null!;

    public ChapterText Text { get; private set; } = null!;

    public PatternSource Source { get; private set; } = null!;

    /// <summary>The live example of the chapter; null when the chapter has none.</summary>
    public Demonstration? Demonstration { get; private set; }

    /// <summary>The previous and the next chapter; null at the ends.</summary>
    public (Chapter? Before, Chapter? After) Neighbours { get; private set; }

    /// <summary>
    /// Whether the chapter has the section with this title. Every chapter has a reference; other sections may still be
    /// missing.
    /// </summary>
    public bool Has(string section) => section == ChapterSection.Meaning || Text.Sections.ContainsKey(section);

    public string NameOf(string section) => section switch
    {
        ChapterSection.Need => texts["handbook.need"],
        ChapterSection.Demonstration => texts["handbook.demonstration"],
        ChapterSection.Code => texts["handbook.code"],
        ChapterSection.Meaning => texts["handbook.meaning"],
        ChapterSection.FromFlask => texts["handbook.flask"],
        ChapterSection.Setup => texts["handbook.taking"],
        _ => texts["handbook.limits"],
    };

    public IActionResult OnGet(string slug)
    {
        if (Chapters.Find(slug) is not { } chapter) return NotFound();
        Chapter = chapter;
        Text = ChapterText.Of(chapter);
        Source = PatternSource.Of(chapter.Folder);
        Demonstration = demonstrations.FirstOrDefault(demonstration => demonstration.Slug == slug);
        var place = Chapters.All.IndexOf(chapter);
        Neighbours = (Chapters.All.ElementAtOrDefault(place - 1), Chapters.All.ElementAtOrDefault(place + 1));
        return Page();
    }
}
