using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>
/// Shows how the last responses ended. The page polls this list, so requests for the list are not recorded in the HTTP
/// traffic.
/// </summary>
[Unrecorded]
public sealed class StreamEndsModel(StreamingDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_StreamEnds", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
