using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.Sqlite.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Data.Sqlite;

namespace App.Blueprints.Handbook.Demos.SqlMapping;

public sealed class SqlMappingModel(
    SqlMappingDemo demo,
    NameStore names,
    DemonstrationStore items,
    BrowserCookie browser
) : DemonstrationPage(demo)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    public override IActionResult OnGet() => demo.Page is null ? NotFound() : base.OnGet();

    public IActionResult OnPost(string? what)
    {
        if (!ModelState.IsValid) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        (Name, Second) = (Name?.Trim() ?? "", Second?.Trim() ?? "");
        var visitor = browser.Remember();
        return what switch
        {
            "two" => Both(visitor, Name, Second),
            "fill" => Fill(visitor),
            "clear" => Clear(visitor),
            _ => One(visitor, Name),
        };
    }

    /// <summary>
    /// Shows an error when the second of two names is a duplicate. The unit of work (the transaction of the request)
    /// has already seen the exception and rolled back the first name.
    /// </summary>
    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Exception is not SqliteException error || !error.IsDuplicate()) return;
        context.ExceptionHandled = true;
        context.Result = Refused(NameProblem.OneTaken);
    }

    // Adds both names. Does not catch the exception for a duplicate, so that the unit of work (the transaction of the
    // request) rolls back the first name.
    IActionResult Both(string visitor, string first, string second)
    {
        if (first.Length == 0) return Refused(NameProblem.Missing);
        if (first.Length > SqlMappingDemo.LongestName) return Refused(NameProblem.TooLong);
        if (second.Length == 0) return Refused(NameProblem.SecondMissing);
        if (second.Length > SqlMappingDemo.LongestName) return Refused(NameProblem.SecondTooLong);
        names.Add(visitor, first);
        names.Add(visitor, second);
        return Done();
    }

    IActionResult One(string visitor, string name)
    {
        if (name.Length == 0) return Refused(NameProblem.Missing);
        if (name.Length > SqlMappingDemo.LongestName) return Refused(NameProblem.TooLong);
        return TryAdd(visitor, name) ? Done() : Refused(NameProblem.Taken);
    }

    IActionResult Fill(string visitor)
    {
        foreach (var name in demo.Samples) TryAdd(visitor, name);
        return Done();
    }

    IActionResult Clear(string visitor)
    {
        items.Clear(visitor, NameStore.Slug);
        return Done();
    }

    // Adds a name; returns false for a duplicate. The unique index makes the insert fail, so no query before it is
    // needed.
    bool TryAdd(string visitor, string name)
    {
        try
        {
            names.Add(visitor, name);
            return true;
        }
        catch (SqliteException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    IActionResult Refused(NameProblem problem)
    {
        var query = demo.Refuse(Name, Second, problem);
        if (Request.WantsFragment()) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Done(query);
    }
}
