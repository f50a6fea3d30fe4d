using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Fills in the form of a page that was opened with <c>?draft=</c>, with the values of that draft (an unsent form). If
/// the page or its form no longer exists, redirects to a page with the draft's text. Never submits the form.
/// </summary>
sealed class DraftFilter(AccountUrls urls, IStringLocalizer texts) : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (IdOf(http.Request) is not { } id || http.User.AccountIdOrNull() is not { } account
            || http.RequestServices.GetRequiredService<DraftSetup>().Find(account, id) is not { } draft)
        {
            await next();
            return;
        }
        var asText = $"{urls.Root(http)}/drafts/{id.ToString(CultureInfo.InvariantCulture)}";
        if (context.Result is not (PageResult or ViewResult))
        {
            var isGone = context.Result is IStatusCodeActionResult { StatusCode: >= 400 };
            if (isGone) context.Result = new RedirectResult(asText);
            await next();
            return;
        }
        var body = http.Response.Body;
        await using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await next();
        }
        finally
        {
            http.Response.Body = body;
        }
        await Write(http, page, draft, asText);
    }

    async Task Write(HttpContext http, MemoryStream page, CarriedForm draft, string asText)
    {
        page.Position = 0;
        var document = await new HtmlParser().ParseDocumentAsync(page, http.RequestAborted);
        var outcome = FormFiller.Fill(document, draft, texts["accounts.draft.filled"]);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = null;
        if (outcome == FillOutcome.NoForm)
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = asText;
            http.Response.ContentType = null;
            return;
        }
        await http.Response.WriteAsync(Html(document), Encoding.UTF8, http.RequestAborted);
    }

    static string Html(IHtmlDocument document)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        document.ToHtml(writer, AngleSharp.Html.HtmlMarkupFormatter.Instance);
        return writer.ToString();
    }

    static long? IdOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Query.ContainsKey(DraftSetup.Parameter)
        && !request.WantsFragment() && request.Query.Get(DraftSetup.Parameter, 0L) is > 0 and var id ? id : null;
}
