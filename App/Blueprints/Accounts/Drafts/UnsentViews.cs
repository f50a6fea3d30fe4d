using App.Blueprints.Accounts.SigningIn;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>View model of a page about an unsent form.</summary>
/// <param name="Form">
/// The user's input; null if it is not preserved, for example because the form contains a file.
/// </param>
/// <param name="Page">The page of the form, to open it again.</param>
/// <param name="UnsentUrl">The URL that receives the fields and shows the form again.</param>
/// <param name="Layout">The layout of the page.</param>
sealed record UnsentView(CarriedForm? Form, string Page, string UnsentUrl, string Layout);

/// <summary>Renders views in place of a page that was refused before its handler ran.</summary>
static class UnsentViews
{
    public const string SignInNote = "/Blueprints/Accounts/Drafts/_SignInNote.cshtml";
    public const string StaleNote = "/Blueprints/Accounts/Drafts/_StaleNote.cshtml";

    /// <summary>
    /// Renders a message that htmx adds to the list of flash messages. The form that was sent stays on the page.
    /// </summary>
    public static Task DrawNote(HttpContext context, string view, string model, int status)
    {
        context.Response.Headers["HX-Retarget"] = "#flashes";
        context.Response.Headers["HX-Reswap"] = "beforeend";
        return Draw(context, view, model, status);
    }

    /// <summary>Renders the sign-in page with the fields of the form as hidden fields.</summary>
    public static Task DrawSignIn(HttpContext context, CarriedForm form)
    {
        var model = ActivatorUtilities.CreateInstance<SignInModel>(context.RequestServices);
        (model.Next, model.Carried) = (form.Page, form);
        return Draw(context, "/Blueprints/Accounts/Drafts/SignInFirst.cshtml", model,
            StatusCodes.Status401Unauthorized);
    }

    /// <summary>Renders a plain page with one button that opens the library's sign-in page.</summary>
    public static Task DrawPlainSignIn(HttpContext context, AccountUrls urls, CarriedForm form) => Draw(
        context, "/Blueprints/Accounts/Drafts/PlainSignIn.cshtml",
        new UnsentView(form, form.Page, UnsentUrl(context, urls), urls.Layout), StatusCodes.Status401Unauthorized);

    public static Task DrawStale(HttpContext context, AccountUrls urls, CarriedForm? form)
    {
        var page = form?.Page ?? LoginRequired.ReturnTo(context.Request) ?? $"{context.Request.PathBase}/";
        var model = new UnsentView(form, page, UnsentUrl(context, urls), urls.Layout);
        return Draw(context, "/Blueprints/Accounts/Drafts/StaleToken.cshtml", model, StatusCodes.Status400BadRequest);
    }

    static string UnsentUrl(HttpContext context, AccountUrls urls) => $"{urls.Root(context)}/unsent";

    static Task Draw<T>(HttpContext context, string view, T model, int status)
    {
        // Renders the view with new route data and no page, so that filters and handlers of the refused page do not
        // run.
        var routes = new RouteData();
        routes.Values["page"] = "/Accounts/SigningIn/SignIn";
        var metadata = context.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var data = new ViewDataDictionary<T>(metadata, new ModelStateDictionary()) { Model = model };
        return new ViewResult { ViewName = view, ViewData = data, StatusCode = status }
            .ExecuteResultAsync(new ActionContext(context, routes, new ActionDescriptor()));
    }
}
