using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.TemplateInheritance;

public sealed class TemplateInheritanceModel(
    TemplateInheritanceDemo demo,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    /// <summary>
    /// Stores the visitor's choices for the template blocks. The next response uses the stored choices.
    /// </summary>
    public IActionResult OnPost(string? text, BlockChoice title, BlockChoice footer, bool asFragment)
    {
        var word = string.IsNullOrWhiteSpace(text)
            ? new LevelChoices().Text
            : text[..Math.Min(text.Length, LevelChoices.MostCharacters)];
        items.Add(
            browser.Remember(),
            demo.Slug,
            new LevelChoices
            {
                Text = word,
                Title = title,
                Footer = footer,
                AsFragment = asFragment,
            },
            time.GetUtcNow()
        );
        return Done();
    }
}
