using App.Tests.Testing;

namespace App.Tests.Blueprints.Feeds;

static class PathBaseSteps
{
    public static async Task AddBelow(this Visitor visitor, string url, string title) =>
        await visitor.Submit(
            await visitor.Get("/carafe/en/links/new"),
            "form#link-form",
            new Dictionary<string, string?>
            {
                ["url"] = url,
                ["title"] = title,
                ["public"] = "true",
            }
        );
}
