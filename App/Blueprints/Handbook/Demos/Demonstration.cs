using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos;

/// <summary>
/// What a chapter lets its reader try: a piece of the page, the model of that piece, and scratch data of its own.
/// </summary>
public abstract class Demonstration
{
    /// <summary>The chapter it stands in.</summary>
    public abstract string Slug { get; }

    /// <summary>The piece; its model is this demonstration.</summary>
    public abstract string Partial { get; }
}

/// <summary>
/// Where a demonstration is tried. Without scripts everything ends on the chapter's page again, with htmx in the piece.
/// </summary>
public abstract class DemonstrationPage(Demonstration demonstration) : PageModel
{
    /// <summary>Asked for alone, it is a place in its chapter.</summary>
    public virtual IActionResult OnGet() =>
        Request.WantsFragment() ? Piece() : Redirect(ChapterWith(Request.QueryString));

    /// <summary>After something was tried.</summary>
    protected IActionResult Done() => Done(QueryString.Empty);

    /// <summary>After something was tried whose outcome the chapter reads from its own query.</summary>
    protected IActionResult Done(QueryString query) =>
        Request.WantsFragment() ? Piece() : this.SeeOther(ChapterWith(query));

    /// <summary>The address of the chapter, at its demonstration.</summary>
    protected string Chapter => ChapterWith(QueryString.Empty);

    string ChapterWith(QueryString query) =>
        $"{Url.Page("/Handbook/Chapter", new { slug = demonstration.Slug })}{query}#demonstration";

    IActionResult Piece() => this.Fragment(demonstration.Partial, demonstration);
}
