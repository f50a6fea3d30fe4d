using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>
/// Shows how the last streamed responses ended. The page polls this list. Because there are many such requests, the
/// HTTP traffic that the chapter shows leaves them out.
/// </summary>
[Unrecorded]
public sealed class StreamEndsModel(StreamingDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_StreamEnds", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
