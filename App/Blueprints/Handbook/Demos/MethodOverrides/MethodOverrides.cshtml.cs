using App.Patterns.Http;
using App.Patterns.MethodOverrides;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.MethodOverrides;

public sealed class MethodOverridesModel(
    MethodOverridesDemo demo,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    public IActionResult OnPost(string? text)
    {
        items.Add(browser.Remember(), demo.Slug, Clean(text), time.GetUtcNow());
        return Seen(nameof(OnPost));
    }

    public IActionResult OnPut(long id, string? text) =>
        items.Set(browser.Remember(), demo.Slug, id, Clean(text)) ? Seen(nameof(OnPut)) : NotFound();

    public IActionResult OnDelete(long id) =>
        items.Remove(browser.Remember(), demo.Slug, id) ? Seen(nameof(OnDelete)) : NotFound();

    IActionResult Seen(string handler)
    {
        var visitor = browser.Remember();
        // Request.Form throws when there is no form. UseMethodOverrides removes the form when the method becomes
        // DELETE.
        var fields = !Request.HasFormContentType
            ? 0
            : Request.Form.Keys.Count(name => !name.StartsWith("__", StringComparison.Ordinal));
        items.Clear(visitor, demo.SeenSlug);
        items.Add(
            visitor,
            demo.SeenSlug,
            new SeenForm(Request.OriginalMethod(), Request.Method, handler, fields),
            time.GetUtcNow()
        );
        return Done();
    }

    static string Clean(string? text) =>
        string.IsNullOrWhiteSpace(text) ? "An empty row" : string.Concat(text.Take(MethodOverridesDemo.LongestText));
}
