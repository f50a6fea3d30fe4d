using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Responds to a form whose antiforgery token is missing, or belongs to another account or an earlier sign-in. A full
/// page offers the form again with the user's input. For htmx, the form stays and gets a new token, so that sending it
/// again works.
/// </summary>
sealed class StaleTokenFilter(AccountUrls urls) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
        {
            await next();
            return;
        }
        var http = context.HttpContext;
        context.Cancel = true;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.WantsFragment())
            await UnsentViews.DrawNote(http, UnsentViews.StaleNote, "", StatusCodes.Status400BadRequest);
        else
            await UnsentViews.DrawStale(http, urls, await FormOfAsync(http));
    }

    // Returns the form to show again. Null for a visitor's form, which is opened empty: visitors have no drafts. A
    // sign-in form that carries another form is returned.
    static async Task<CarriedForm?> FormOfAsync(HttpContext http)
    {
        var form = await CarriedForm.ReadAsync(http.Request, LoginRequired.ReturnTo(http.Request));
        var isCarried = form is not null && http.Request.Form.ContainsKey(CarriedForm.PageField);
        return http.User.AccountIdOrNull() is not null || isCarried ? form : null;
    }
}
