using App.Patterns.Ajax;
using App.Patterns.Flashing;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Flashing;

public sealed class FlashingModel(FlashingDemo demo, IFlashes flashes) : DemonstrationPage(demo)
{
    const int MostNotes = 5;

    /// <summary>Records the same flash message once or several times. The next page shows the messages.</summary>
    public IActionResult OnPost(string? text, string? category, int times = 1)
    {
        demo.Recorded = Math.Clamp(times, 1, MostNotes);
        for (var i = 0; i < demo.Recorded; i++)
            flashes.AddForBrowser(
                string.IsNullOrWhiteSpace(text) ? "Saved." : text,
                demo.Categories.Contains(category) ? category! : FlashCategory.Message
            );
        // Redirects to the URL without "#demonstration", because without scripts the messages are at the top of the
        // page.
        var chapter = Url.Page("/Handbook/Chapter", new { slug = demo.Slug })!;
        return Request.WantsFragment() ? Done() : this.SeeOther(chapter);
    }
}
