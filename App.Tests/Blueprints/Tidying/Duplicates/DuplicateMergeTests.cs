using App.Blueprints.Links.Changes;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;
using static App.Tests.Blueprints.Tidying.Duplicates.DuplicateSteps;

namespace App.Tests.Blueprints.Tidying.Duplicates;

public sealed class DuplicateMergeTests
{
    static void Undo(TestLibrary library) =>
        library.InScope(services =>
        {
            var change = services.GetRequiredService<LinkChangeStore>().Recent(1, 0, 1)[0];
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() => Assert.NotNull(services.GetRequiredService<ChangeStarter>().Undo(1, change.Id)));
            return 0;
        });

    [Fact]
    public async Task A_group_is_merged_into_the_selected_link_and_can_be_undone()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var page = await ada.Get("/en/links/duplicates");
        Assert.Equal("1", page.Total());
        var form = page.Find("form.duplicate");
        Assert.Equal(2, form.QuerySelectorAll("[data-link-id]").Length);
        Assert.Contains("<b>Old", form.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            "New",
            form.QuerySelector("input[checked]")!.ParentElement!.TextContent.Trim(),
            StringComparison.Ordinal
        );
        var keep = form.QuerySelectorAll("input[name=keep]")[0].GetAttribute("value")!;

        var answer = await ada.Submit(page, "form.duplicate", new Dictionary<string, string?> { ["keep"] = keep });
        Assert.Equal("0", answer.Total());
        Assert.StartsWith(
            "/en/changes/",
            answer.Find("#flashes form").GetAttribute("action"),
            StringComparison.Ordinal
        );
        var kept = Assert.Single(Living(library));
        Assert.Equal((keep, "<b>Old", "new,old", false), ($"{kept.Id}", kept.Title, kept.TagList, kept.IsPublic));
        Assert.Contains("New", kept.Note, StringComparison.Ordinal);

        // Submits the same form a second time, as a user can from another tab.
        var twice = await ada.Submit(page, "form.duplicate", new Dictionary<string, string?> { ["keep"] = keep });
        Assert.Equal(
            (HttpStatusCode.OK, "info"),
            (twice.Status, twice.Find("#flashes li").GetAttribute("data-category"))
        );
        Undo(library);
        Assert.Equal(2, Living(library).Length);
        Assert.Equal("1", (await ada.Get("/en/links/duplicates")).Total());
    }

    [Fact]
    public async Task All_groups_are_merged_at_once()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await ada.AddLink("https://other.example/a", "A");
        await ada.AddLink("https://m.other.example/a/index.html", "B");
        var page = await ada.Get("/en/links/duplicates");
        Assert.Equal("2", page.Total());
        var answer = await ada.Submit(page, "form#merge-all");
        Assert.Equal("0", answer.Total());
        Assert.Equal(["A", "New"], Living(library).Select(link => link.Title).Order());
        Assert.Equal(
            "info",
            (await ada.Submit(page, "form#merge-all")).Find("#flashes li").GetAttribute("data-category")
        );
        Undo(library);
        Assert.Equal("2", (await ada.Get("/en/links/duplicates")).Total());
    }
}
