using App.Blueprints.Links.Changes;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;
using static App.Tests.Blueprints.Tidying.TidyingLibrary;

namespace App.Tests.Blueprints.Tidying;

public sealed class UndoReportTests
{
    static async Task<Answer> MergeAll(Visitor visitor) =>
        await visitor.Submit(await visitor.Get("/en/links/duplicates"), "form#merge-all");

    [Fact]
    public async Task An_undo_that_restores_nothing_shows_a_warning_and_the_change_is_not_marked_as_undone()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await MergeAll(ada);
        var changes = await ada.Get("/en/changes");
        await ada.ConfirmDeletion(await ada.Submit(await ada.Get("/en/links/trash"), "form#empty-trash"));
        // Emptying the trash has deleted the merged duplicates. Also deletes the link into which they were merged.
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "trash", "", list.IdOf("New"));
        await ada.ConfirmDeletion(await ada.Submit(await ada.Get("/en/links/trash"), "form#empty-trash"));

        var undone = await ada.Press(changes, "button[formaction][value=DELETE]");
        var flash = undone.Find("#flashes li");
        Assert.Equal("warning", flash.GetAttribute("data-category"));
        Assert.Equal(
            "Nothing could be restored: 2 links could not be restored because they were deleted for good.",
            flash.QuerySelector("p")!.TextContent
        );
        var merge = Assert.Single((await ada.Get("/en/changes")).FindAll("[data-change-id]"), change =>
            change.TextContent.Contains("Merged duplicates", StringComparison.Ordinal)
        );
        Assert.Contains("Cannot be undone", merge.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Undone", merge.TextContent, StringComparison.Ordinal);
        Assert.Empty(merge.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task A_partial_undo_counts_what_was_not_restored()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await MergeAll(ada);
        var changes = await ada.Get("/en/changes");
        await ada.ConfirmDeletion(await ada.Submit(await ada.Get("/en/links/trash"), "form#empty-trash"));
        var undone = await ada.Press(changes, "button[formaction][value=DELETE]");
        Assert.Equal(
            "1 link restored. 1 link could not be restored because it was deleted for good.",
            undone.Find("#flashes li[data-category=warning] p").TextContent
        );
        var merge = (await ada.Get("/en/changes"))
            .FindAll("[data-change-id]")
            .Single(change => change.QuerySelector("h2")!.TextContent == "Merged duplicates");
        Assert.Contains("1 link was not restored.", merge.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undone_import_reports_what_could_not_be_undone()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("alice");
        library.Fill(3);
        var change = library.InScope(services => services.GetRequiredService<LinkChangeStore>().Recent(1, 0, 1)[0].Id);
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "trash", "", list.IdOf("Link 0"), list.IdOf("Link 1"));
        await ada.ConfirmDeletion(await ada.Submit(await ada.Get("/en/links/trash"), "form#empty-trash"));
        var undo = library.InScope(services =>
        {
            LinkChange? made = null;
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() => made = services.GetRequiredService<ChangeStarter>().Undo(1, change));
            return made!;
        });
        Assert.Equal((1L, 2L, 0L), (undo.LinkCount, undo.LostCount, undo.KeptCount));
    }
}
