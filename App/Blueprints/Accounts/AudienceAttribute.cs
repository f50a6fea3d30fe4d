using App.Blueprints.Accounts.Drafts;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Blueprints.Accounts;

/// <summary>
/// Restricts a page to visitors or to signed-in users. Redirects other users to the URL in the parameter <c>next</c>,
/// or to the home page. Runs before the antiforgery check: when a sign-in form is sent twice, the second request is
/// redirected although its antiforgery token is out of date.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AudienceAttribute(bool signedIn) : Attribute, IAsyncAuthorizationFilter
{
    public bool SignedIn { get; } = signedIn;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        if ((http.User.AccountIdOrNull() is not null) == SignedIn) return;
        http.Response.Headers.Location = await NextOfAsync(http) ?? $"{http.PageRoot()}/";
        context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
    }

    // Returns the URL to redirect to; null if the request names none. A sign-in form can contain, as hidden fields,
    // another form that was sent after the session had ended. If the user has signed in in another tab, stores that
    // form as a draft and returns the URL of the page that shows it filled in.
    static async Task<string?> NextOfAsync(HttpContext http)
    {
        if (LocalPath.Of(http.Request.Query[LoginRequired.Next]) is { } next) return next;
        if (!http.Request.HasFormContentType) return null;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (http.User.AccountIdOrNull() is { } account && CarriedForm.Unpack(form) is { } carried)
            return http.RequestServices.GetRequiredService<DraftSetup>().Keep(account, carried);
        return LocalPath.Of(form[LoginRequired.Next]);
    }
}
