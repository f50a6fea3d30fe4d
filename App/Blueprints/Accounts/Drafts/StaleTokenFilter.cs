using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Handles a form that is refused because its antiforgery token is missing, or belongs to another account or an earlier
/// sign-in. Without htmx, the response is a page that opens the form again with the user's input. With htmx, the form
/// stays on the page and gets a new token, so that it can be sent again.
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

    // Returns the sent form, to show it again with the user's values. Returns null if a visitor sent it, because only
    // accounts have drafts; the page then shows an empty form. If the sent form is a sign-in form that contains an
    // unsent form in hidden fields, returns the unsent form.
    static async Task<CarriedForm?> FormOfAsync(HttpContext http)
    {
        var form = await CarriedForm.ReadAsync(http.Request, LoginRequired.ReturnTo(http.Request));
        var isCarried = form is not null && http.Request.Form.ContainsKey(CarriedForm.PageField);
        return http.User.AccountIdOrNull() is not null || isCarried ? form : null;
    }
}
