using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos;

/// <summary>
/// The live example of a handbook chapter. A subclass is the model of the example's partial view and reads the
/// visitor's temporary data.
/// </summary>
public abstract class Demonstration
{
    /// <summary>The slug of the chapter.</summary>
    public abstract string Slug { get; }

    /// <summary>The name of the partial view, whose model is this demonstration.</summary>
    public abstract string Partial { get; }
}

/// <summary>
/// The base class of the pages of demonstrations (live examples in handbook chapters). Returns the partial view for
/// htmx; without scripts it redirects to the chapter.
/// </summary>
public abstract class DemonstrationPage(Demonstration demonstration) : PageModel
{
    /// <summary>The name of the partial view that the page returns; by default that of the demonstration.</summary>
    protected virtual string PartialName => demonstration.Partial;

    /// <summary>Returns the partial for htmx; redirects other requests to the chapter.</summary>
    public virtual IActionResult OnGet() =>
        Request.WantsFragment() ? Piece() : Redirect(ChapterWith(Request.QueryString));

    /// <summary>
    /// Returns the response to a form that was handled: the partial view for htmx, otherwise a redirect to the
    /// chapter page of the demonstration.
    /// </summary>
    protected IActionResult Done() => Done(QueryString.Empty);

    /// <summary>
    /// Returns the response to a form that was handled: the partial view for htmx, otherwise a redirect to the
    /// chapter page of the demonstration. The redirect passes the outcome to that page in <paramref name="query"/>.
    /// </summary>
    protected IActionResult Done(QueryString query) =>
        Request.WantsFragment() ? Piece() : this.SeeOther(ChapterWith(query));

    /// <summary>The URL of the chapter, ending in <c>#demonstration</c>.</summary>
    protected string Chapter => ChapterWith(QueryString.Empty);

    string ChapterWith(QueryString query) =>
        $"{Url.Page("/Handbook/Chapter", new { slug = demonstration.Slug })}{query}#demonstration";

    IActionResult Piece() => this.Fragment(PartialName, demonstration);
}
