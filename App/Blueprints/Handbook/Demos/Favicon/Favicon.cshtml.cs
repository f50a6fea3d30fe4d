using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Favicon;

public sealed class FaviconModel(FaviconDemo demo, DemonstrationStore items, BrowserCookie browser, TimeProvider time)
    : DemonstrationPage(demo)
{
    /// <summary>Sends a request. An unknown method or URL is replaced by the first one that the form offers.</summary>
    public async Task<IActionResult> OnPost(string? method, string? address, IconTag knows)
    {
        var exchange = await demo.Request(Listed(demo.Methods, method), Listed(demo.Addresses, address), knows);
        items.Add(browser.Remember(), demo.Slug, exchange, time.GetUtcNow());
        return Done();
    }

    static string Listed(IReadOnlyList<string> list, string? chosen) =>
        list.FirstOrDefault(one => one == chosen) ?? list[0];
}
