using System.Globalization;
using Microsoft.AspNetCore.Mvc.Razor;

namespace App.Tests.Patterns.Streaming;

public sealed class RowsLayout : RazorPage<object>
{
    public override Task ExecuteAsync()
    {
        WriteLiteral($"<head>{CultureInfo.CurrentUICulture.Name}</head>");
        Write(RenderBody());
        WriteLiteral("<foot>");
        return Task.CompletedTask;
    }
}
