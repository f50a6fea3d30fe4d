using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Blueprints.Accounts;

/// <summary>
/// A page only for visitors or only for members; others are led on. Looked at before the antiforgery token, which a form has from before
/// signing in or out: sending such a form twice is no mistake of anybody's.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AudienceAttribute(bool signedIn) : Attribute, IAuthorizationFilter
{
    public bool SignedIn { get; } = signedIn;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        if ((http.User.AccountIdOrNull() is not null) == SignedIn) return;
        http.Response.Headers.Location = LocalPath.Of(http.Request.Query[LoginRequired.Next]) ?? $"{http.PageRoot()}/";
        context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
