using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos;

/// <summary>
/// The interactive part of a chapter. A subclass is the model of its partial and reads the visitor's temporary data.
/// </summary>
public abstract class Demonstration
{
    /// <summary>The slug of the chapter.</summary>
    public abstract string Slug { get; }

    /// <summary>The name of the partial; its model is this demonstration.</summary>
    public abstract string Partial { get; }
}

/// <summary>
/// The page of a demonstration. Returns the partial for htmx; without scripts it redirects to the chapter.
/// </summary>
public abstract class DemonstrationPage(Demonstration demonstration) : PageModel
{
    /// <summary>Returns the partial for htmx; redirects other requests to the chapter.</summary>
    public virtual IActionResult OnGet() =>
        Request.WantsFragment() ? Piece() : Redirect(ChapterWith(Request.QueryString));

    /// <summary>The response after a form was handled.</summary>
    protected IActionResult Done() => Done(QueryString.Empty);

    /// <summary>
    /// The response after a form was handled. The chapter reads the outcome from <paramref name="query"/>.
    /// </summary>
    protected IActionResult Done(QueryString query) =>
        Request.WantsFragment() ? Piece() : this.SeeOther(ChapterWith(query));

    /// <summary>The URL of the chapter with the fragment of its demonstration.</summary>
    protected string Chapter => ChapterWith(QueryString.Empty);

    string ChapterWith(QueryString query) =>
        $"{Url.Page("/Handbook/Chapter", new { slug = demonstration.Slug })}{query}#demonstration";

    IActionResult Piece() => this.Fragment(demonstration.Partial, demonstration);
}
