using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace App.Patterns.Streaming;

public static class StreamedTemplates
{
    /// <summary>
    /// Rows of a page that are drawn while it is sent, each by a template that sees what the page sees: <c>@await
    /// this.InPieces(Model.Rows, @&lt;li&gt;@item.Title&lt;/li&gt;)</c>. Layouts stay around them as ever. The first
    /// row leaves at once, then as many as fit in a piece or as are there. Stands in the page itself, not in a partial.
    /// What fails before the second row is an ordinary error page; after it the connection is aborted. Flask: Streaming
    /// Contents, Streaming from Templates.
    /// </summary>
    /// <param name="page">The page or view.</param>
    /// <param name="rows">Closed when the last is drawn, when drawing fails and when the reader leaves.</param>
    /// <param name="template">Draws a row.</param>
    /// <param name="size">How many rows make a piece, at most.</param>
    public static async Task<IHtmlContent> InPieces<T>(
        this RazorPageBase page,
        IAsyncEnumerable<T> rows,
        Func<T, IHtmlContent> template,
        int size = 64
    )
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(rows);
        var context = page.ViewContext.HttpContext;
        if (HttpMethods.IsHead(context.Request.Method)) return HtmlString.Empty;
        StreamedResult.KeepMoving(context);
        var pieces = new StreamedPieces<T>(
            rows.GetAsyncEnumerator(context.RequestAborted),
            template,
            page.ViewContext,
            page.HtmlEncoder,
            size
        );
        context.Response.RegisterForDisposeAsync(pieces);
        await pieces.Begin();
        return pieces;
    }

    /// <summary>The same for rows that never wait.</summary>
    public static Task<IHtmlContent> InPieces<T>(
        this RazorPageBase page,
        IEnumerable<T> rows,
        Func<T, IHtmlContent> template,
        int size = 64
    ) => page.InPieces(rows.ToAsyncEnumerable(), template, size);
}

/// <summary>
/// Content that Razor asks for when the layouts are done and the page goes out; it then writes and flushes by itself.
/// </summary>
sealed class StreamedPieces<T>(
    IAsyncEnumerator<T> rows,
    Func<T, IHtmlContent> template,
    ViewContext view,
    HtmlEncoder html,
    int size
) : IHtmlAsyncContent, IAsyncDisposable
{
    string first = "";
    bool hasRow;

    /// <summary>
    /// Draws the first row: so far nothing is sent, and what fails can still become a page of its own.
    /// </summary>
    public async Task Begin()
    {
        hasRow = await rows.MoveNextAsync();
        if (!hasRow) return;
        using var text = new StringWriter();
        await Draw(text);
        first = text.ToString();
    }

    public async ValueTask WriteToAsync(TextWriter writer)
    {
        var context = view.HttpContext;
        try
        {
            await writer.WriteAsync(first);
            await Flush(writer);
            await WriteOthers(writer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has left; nobody is there to be told.
        }
        catch (Exception error) when (context.Response.HasStarted)
        {
            StreamedResult.BreakOff(context, error);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) =>
        throw new InvalidOperationException(
            "Rows in pieces are drawn while the page is sent: they stand in the page itself, not in a tag helper that draws its content."
        );

    public ValueTask DisposeAsync() => rows.DisposeAsync();

    async Task WriteOthers(TextWriter writer)
    {
        for (var drawn = 1; hasRow && await Next(writer); drawn++)
        {
            await Draw(writer);
            if (drawn % size == 0) await Flush(writer);
        }
    }

    // What is drawn leaves before a row is waited for.
    async ValueTask<bool> Next(TextWriter writer)
    {
        var next = rows.MoveNextAsync();
        if (next.IsCompleted) return await next;
        var waiting = next.AsTask();
        try
        {
            await Flush(writer);
        }
        catch
        {
            await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        return await waiting;
    }

    Task Draw(TextWriter writer)
    {
        var content = template(rows.Current);
        if (content is HelperResult result) return result.WriteAction(writer);
        content.WriteTo(writer, html);
        return Task.CompletedTask;
    }

    // What Razor gathers, then what the answer gathers, down to the connection.
    async Task Flush(TextWriter writer)
    {
        var context = view.HttpContext;
        context.RequestAborted.ThrowIfCancellationRequested();
        await writer.FlushAsync();
        await view.Writer.FlushAsync();
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
