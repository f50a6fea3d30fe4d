using System.Globalization;
using App.Patterns.Streaming;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Internal;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Tests.Patterns.Streaming;

/// <summary>
/// The code that Razor generates for <c>@await this.StreamRows(StreamedRows.All(), @&lt;li&gt;…&lt;/li&gt;)</c>.
/// </summary>
public sealed class RowsPage : Page
{
    public ViewDataDictionary<RowsPage> ViewData => (ViewDataDictionary<RowsPage>)PageContext.ViewData;

    public RowsPage Model => ViewData.Model;

    [RazorInject]
    public StreamedRows StreamedRows { get; set; } = null!;

    [RazorInject]
    public OpenRows OpenRows { get; set; } = null!;

    public override async Task ExecuteAsync()
    {
        Layout = "_Layout";
        Write(await this.StreamRows(StreamedRows.All(), item => new HelperResult(writer =>
        {
            if (item is string failure) throw new InvalidOperationException(failure);
            PushWriter(writer);
            WriteLiteral("<li>");
            Write(item);
            WriteLiteral(" ");
            Write(HttpContext.Request.Query["name"]);
            WriteLiteral(" ");
            Write((1.5).ToString(CultureInfo.CurrentCulture));
            WriteLiteral($" {OpenRows.Is}</li>");
            PopWriter();
            return Task.CompletedTask;
        })));
    }
}
