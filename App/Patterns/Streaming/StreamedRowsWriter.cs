using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace App.Patterns.Streaming;

/// <summary>Streams the rows of a page. Flask documentation: Streaming Contents, Streaming from Templates.</summary>
public static class StreamedTemplates
{
    /// <summary>
    /// Renders rows while the page is sent: <c>@await this.StreamRows(Model.Rows,
    /// @&lt;li&gt;@item.Title&lt;/li&gt;)</c>.
    /// </summary>
    /// <remarks>
    /// The layouts of the page apply as usual. The first row is sent at once, later rows when <paramref name="size"/>
    /// of them are rendered or when the next row is not ready. Call the method in the page itself, not in a partial or
    /// a tag helper. An exception before the second row shows the error page; a later one aborts the connection.
    /// </remarks>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="page">The page or view.</param>
    /// <param name="rows">
    /// The rows. The enumerator is disposed after the last row, after an exception and when the client disconnects.
    /// </param>
    /// <param name="template">Renders a row.</param>
    /// <param name="size">The maximum number of rows between two flushes.</param>
    /// <returns>The content, for Razor to write.</returns>
    public static async Task<IHtmlContent> StreamRows<T>(
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
        StreamedResult.DisableBuffering(context);
        var pieces = new StreamedRowsWriter<T>(
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

    /// <summary>Renders rows while the page is sent, from a synchronous sequence.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="page">The page or view.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="template">Renders a row.</param>
    /// <param name="size">The maximum number of rows between two flushes.</param>
    /// <returns>The content, for Razor to write.</returns>
    public static Task<IHtmlContent> StreamRows<T>(
        this RazorPageBase page,
        IEnumerable<T> rows,
        Func<T, IHtmlContent> template,
        int size = 64
    ) => page.StreamRows(rows.ToAsyncEnumerable(), template, size);
}

/// <summary>Content that renders, writes and flushes its rows when Razor writes the finished page.</summary>
sealed class StreamedRowsWriter<T>(
    IAsyncEnumerator<T> rows,
    Func<T, IHtmlContent> template,
    ViewContext view,
    HtmlEncoder html,
    int size
) : IHtmlAsyncContent, IAsyncDisposable
{
    string first = "";
    bool hasRow;

    /// <summary>Renders the first row. Nothing has been sent yet, so an exception still shows the error page.</summary>
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
            // The client has disconnected.
        }
        catch (Exception error) when (context.Response.HasStarted)
        {
            StreamedResult.AbortWithError(context, error);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) =>
        throw new InvalidOperationException(
            "Streamed rows are rendered while the page is sent: "
                + "put them in the page itself, not in a tag helper that renders its content."
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

    // Flushes the rendered rows before it waits for the next one.
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

    // Flushes the buffers of Razor, then the response, down to the connection.
    async Task Flush(TextWriter writer)
    {
        var context = view.HttpContext;
        context.RequestAborted.ThrowIfCancellationRequested();
        await writer.FlushAsync();
        await view.Writer.FlushAsync();
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
