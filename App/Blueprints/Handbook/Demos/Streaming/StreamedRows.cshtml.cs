using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>A page that is sent while its rows are produced.</summary>
public sealed class StreamedRowsModel(StreamedChapters chapters) : PageModel
{
    public IAsyncEnumerable<StreamedRow> Rows => chapters.Read("Page");

    public void OnGet() { }
}
