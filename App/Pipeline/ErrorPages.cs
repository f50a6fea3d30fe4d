using App.Blueprints;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Localization;
using App.Patterns.RequestChecksums;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Subclassing;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace App.Pipeline;

/// <summary>
/// The outermost middleware. Converts exceptions to a status, and adds a body to an error status without one: a page, a
/// flash message for htmx, problem JSON under <c>/api</c>, or one line when the client did not request a document.
/// </summary>
sealed class ErrorPages(
    RequestDelegate next,
    ExceptionLog unhandled,
    ILogger<ErrorPages> log,
    string view = "/Blueprints/Error.cshtml"
)
{
    public async Task Invoke(HttpContext context)
    {
        ErrorPage? page = null;
        string? detail = null;
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // The client has disconnected, so nothing is sent.
            if (context.RequestAborted.IsCancellationRequested) return;
            context.Response.Clear();
            context.Response.StatusCode = StatusOf(error, context);
            if (error is DigestException digest) (page, detail) = (ErrorPage.OfDigest, digest.Message);
            else if (error is SqliteException sqlite && sqlite.IsDamaged()) page = ErrorPage.OfDamage;
        }
        if (
            context.Response is
            { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null or "" }
        )
            await Show(context, page ?? ErrorPage.Of(context.Response.StatusCode), detail);
    }

    int StatusOf(Exception error, HttpContext context)
    {
        switch (error)
        {
            case BadHttpRequestException refused:
                return refused.StatusCode;
            case InvalidDataException:
                // The form has too many parts, or a part is too long or malformed.
                return StatusCodes.Status400BadRequest;
            case IOException full when full.IsDiskFull():
                unhandled.Write(context, full);
                return StatusCodes.Status507InsufficientStorage;
            case SqliteException sqlite when sqlite.IsDiskFull():
                unhandled.Write(context, sqlite);
                return StatusCodes.Status507InsufficientStorage;
            case SqliteException sqlite when sqlite.IsBusy():
                context.Response.Headers.RetryAfter = "5";
                log.LogWarning(
                    "{Method} {Path}: {Error}",
                    context.Request.Method,
                    context.Request.Path,
                    sqlite.Message
                );
                return StatusCodes.Status503ServiceUnavailable;
            case SqliteException sqlite when sqlite.IsDamaged():
                // Sends no Retry-After header, because waiting does not repair the database. Closes the connections, so
                // that the next request opens a restored file.
                context.RequestServices.GetService<SqliteDatabase>()?.CloseIdle();
                unhandled.Write(context, sqlite);
                return StatusCodes.Status503ServiceUnavailable;
            case SqliteException sqlite when sqlite.IsUnusable():
                context.Response.Headers.RetryAfter = "60";
                unhandled.Write(context, sqlite);
                return StatusCodes.Status503ServiceUnavailable;
            default:
                unhandled.Write(context, error);
                return StatusCodes.Status500InternalServerError;
        }
    }

    async Task Show(HttpContext context, ErrorPage page, string? detail)
    {
        var status = context.Response.StatusCode;
        if (context.Features.Get<ErrorReason>() is { } reason) page = page with { TextKey = reason.TextKey };
        context.Response.Headers.CacheControl = "no-store";
        // Sets the language again: an exception resets the culture, or occurs before the language is read.
        context.UseLanguage();
        try
        {
            if (context.Request.Path.StartsWithSegments("/api") || WantsProblem(context.Request))
                await Results.Problem(detail, statusCode: status).ExecuteAsync(context);
            else if (!context.Request.AsksForDocument()) await Line(context, status);
            else if (context.Request.WantsFragment()) await Note(context, page);
            else await Draw(context, view, page);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // Rendering the page failed too, so the plain page is used.
            unhandled.Write(context, error);
            context.Response.StatusCode = status;
            await Draw(context, view, page with { IsPlain = true });
        }
    }

    // Writes one line of text. Used for requests of icons, scripts and source maps, because browsers do not display
    // those responses.
    static Task Line(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var line = $"{status} {ReasonPhrases.GetReasonPhrase(status)}\n";
        return context.Response.WriteAsync(line, context.RequestAborted);
    }

    // Whether the client, such as a script, accepts JSON but not HTML.
    static bool WantsProblem(HttpRequest request) =>
        request.Headers.Accept.ToString() is var accept
        && accept.Contains("json", StringComparison.OrdinalIgnoreCase)
        && !accept.Contains("html", StringComparison.OrdinalIgnoreCase);

    // Responds to an htmx request with a flash message, so that the content of the current page is not replaced.
    static Task Note(HttpContext context, ErrorPage page)
    {
        context.Response.Headers["HX-Retarget"] = "#flashes";
        context.Response.Headers["HX-Reswap"] = "beforeend";
        context.Response.Headers.Vary = "HX-Request";
        return Draw(context, "/Blueprints/Shared/_ErrorNote.cshtml", page);
    }

    internal static Task Draw(HttpContext context, string view, ErrorPage model)
    {
        // Renders the view without a page, so that routing, filters and handlers of the failed request are not
        // involved.
        var routes = new RouteData();
        routes.Values["page"] = "/Error";
        var data = new ViewDataDictionary<ErrorPage>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = model,
        };
        return new ViewResult
        {
            ViewName = view,
            ViewData = data,
            StatusCode = model.Status,
        }.ExecuteResultAsync(new ActionContext(context, routes, new ActionDescriptor()));
    }
}
