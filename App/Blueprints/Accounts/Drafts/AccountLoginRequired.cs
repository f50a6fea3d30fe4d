using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Requires login without losing the user's input. For an htmx request, the form stays on the page. For other requests,
/// the response contains the form's values as hidden fields.
/// </summary>
abstract class AccountLoginRequired(Func<HttpContext, string> signIn, LoginRequiredOptions? options = null)
    : LoginRequired(signIn, options)
{
    protected sealed override async Task<bool> RefuseUnsafeAsync(HttpContext context, string signInUrl)
    {
        if (context.Request.WantsFragment())
        {
            await UnsentViews.DrawNote(context, UnsentViews.SignInNote, signInUrl, StatusCodes.Status401Unauthorized);
            return true;
        }
        if (await CarriedForm.ReadAsync(context.Request, ReturnTo(context.Request)) is not { } form) return false;
        await ShowSignInAsync(context, form);
        return true;
    }

    /// <summary>
    /// Writes the sign-in page, or a page with a button that opens it. The page contains the form's values as hidden
    /// fields.
    /// </summary>
    protected abstract Task ShowSignInAsync(HttpContext context, CarriedForm form);
}
