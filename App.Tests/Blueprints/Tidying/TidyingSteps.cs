using AngleSharp.Html.Dom;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying;

/// <summary>Helpers for tests that change many links at once, without JavaScript.</summary>
static class TidyingSteps
{
    /// <summary>
    /// Selects the links with these ids and presses a button of the toolbar. Without ids, selects all results.
    /// </summary>
    public static Task<Answer> Bulk(
        this Visitor visitor,
        Answer list,
        string action,
        string tags = "",
        params long[] ids
    )
    {
        foreach (var box in list.FindAll("input[name=id]").Cast<IHtmlInputElement>())
            box.IsChecked = ids.Contains(long.Parse(box.Value, System.Globalization.CultureInfo.InvariantCulture));
        var values = new Dictionary<string, string?> { ["action"] = action, ["tags"] = tags };
        if (ids.Length == 0) values["all"] = "true";
        return visitor.Submit(list, "form#bulk", values);
    }

    public static Task<Answer> Undo(this Visitor visitor, Answer page) => visitor.Submit(page, "#flashes form");

    /// <summary>Adds numbered links to an account.</summary>
    public static void Fill(this TestLibrary library, int count, long account = 1, string tag = "old") =>
        library.InScope(services =>
        {
            var now = DateTimeOffset.UtcNow;
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() =>
                {
                    var change = services
                        .GetRequiredService<LinkChangeStore>()
                        .Begin(account, LinkChangeKind.Imported, now);
                    services
                        .GetRequiredService<LinkImportStore>()
                        .Import(
                            account,
                            change,
                            [
                                .. Enumerable
                                    .Range(0, count)
                                    .Select(i => new LinkImport
                                    {
                                        Url = LinkUrl.Parse($"https://example.com/{i}")!,
                                        Title = $"Link {i}",
                                        Tags = [tag],
                                        IsUnread = true,
                                    }),
                            ],
                            now
                        );
                    services.GetRequiredService<LinkChangeStore>().Finish(change, now);
                });
            return true;
        });

    /// <summary>Requests the page of a bulk change repeatedly until its background task has ended.</summary>
    public static async Task<Answer> Ended(this Visitor visitor, string address)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var page = await visitor.Get(address);
            if (page.Document.QuerySelector("[data-task-state=waiting], [data-task-state=running]") is null)
                return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"The change {address} does not end.");
    }
}
