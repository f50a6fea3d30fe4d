using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>How the last responses ended. Not recorded, because the page polls it.</summary>
[Unrecorded]
public sealed class StreamEndsModel(StreamingDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_StreamEnds", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
