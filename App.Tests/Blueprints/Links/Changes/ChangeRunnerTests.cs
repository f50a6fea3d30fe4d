using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class ChangeRunnerTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    LinkChange Bulk(LinkEdit edit, params long[] ids)
    {
        var id = desk.Changes.Begin(desk.Ada, LinkChangeKind.Bulk, LinkStoreFixture.Now, edit: edit);
        desk.Get<PendingLinkStore>().Add(desk.Ada, id, ids);
        return Run(id);
    }

    LinkChange Undo(LinkChange change)
    {
        var id = desk.Changes.BeginUndo(change, LinkStoreFixture.Now)!.Value;
        desk.Get<PendingLinkStore>().AddChanged(id, change.Id);
        return Run(id);
    }

    LinkChange Run(long id)
    {
        while (desk.Get<ChangeRunner>().Step(desk.Changes.Find(desk.Ada, id)!, LinkStoreFixture.Now) > 0) { }
        return desk.Changes.Find(desk.Ada, id)!;
    }

    Link Link(long id) => desk.Get<LinkBatchStore>().Read(desk.Ada, [id]).Single();

    [Fact]
    public void A_bulk_edit_changes_every_link_and_supports_undo_and_redo()
    {
        var ids = Enumerable
            .Range(0, 600)
            .Select(i => desk.Add($"https://example.com/{i}", $"Link {i}", tags: "old, both", isUnread: i % 2 == 0))
            .ToArray();
        var change = Bulk(
            new()
            {
                AddTags = ["new", "both"],
                RemoveTags = ["old"],
                IsUnread = false,
                IsPublic = true,
                IsArchived = true,
            },
            ids
        );
        Assert.Equal((600, true), (change.LinkCount, change.FinishedAt is not null));
        Assert.All(ids, id =>
            Assert.Equal(
                (["both", "new"], false, true, true),
                (Link(id).Tags.ToArray(), Link(id).IsUnread, Link(id).IsPublic, Link(id).IsArchived),
                Same
            )
        );
        Assert.Equal(600, desk.Scalar<int>("select archived from link_counts"));

        var undo = Undo(change);
        Assert.Equal((600, 0), (undo.LinkCount, undo.KeptCount));
        Assert.NotNull(desk.Changes.Find(desk.Ada, change.Id)!.UndoneAt);
        Assert.All(ids, id =>
            Assert.Equal(
                (["both", "old"], id % 2 == ids[0] % 2, false, false),
                (Link(id).Tags.ToArray(), Link(id).IsUnread, Link(id).IsPublic, Link(id).IsArchived),
                Same
            )
        );
        Assert.Equal(50, desk.Search.Find(desk.Ada, new() { Text = "#old link" }, 1).Items.Count);
        Assert.Empty(desk.Titles("#new"));

        Assert.Equal(600, Undo(undo).LinkCount);
        Assert.Equal(["both", "new"], Link(ids[7]).Tags);
    }

    static bool Same((string[] Tags, bool, bool, bool) one, (string[] Tags, bool, bool, bool) two) =>
        one.Tags.SequenceEqual(two.Tags) && (one.Item2, one.Item3, one.Item4) == (two.Item2, two.Item3, two.Item4);

    [Fact]
    public void Undo_keeps_later_edits()
    {
        var id = desk.Add("https://example.com/", "First", tags: "a");
        var change = Bulk(new() { AddTags = ["b"], IsTrashed = false }, id);
        desk.Links.Update(
            desk.Ada,
            id,
            2,
            new()
            {
                Url = LinkUrl.Parse("https://example.com/")!,
                Title = "Second",
                Tags = ["a", "b", "c"],
            },
            LinkStoreFixture.Now
        );
        Undo(change);
        Assert.Equal(("Second", "a,c"), (Link(id).Title, string.Join(',', Link(id).Tags)));
    }

    [Fact]
    public void Undoing_an_import_moves_its_links_to_the_trash_except_those_edited_since()
    {
        var mine = desk.Add("https://mine.example/", "", tags: "mine");
        var before = Link(mine);
        var change = desk.Changes.Begin(desk.Ada, LinkChangeKind.Imported, LinkStoreFixture.Now);
        LinkImport Row(string url, string title) =>
            new()
            {
                Url = LinkUrl.Parse(url)!,
                Title = title,
                Tags = ["x"],
                CreatedAt = LinkStoreFixture.Now.AddYears(-3),
            };
        var rows = desk.Get<LinkImportStore>()
            .Import(
                desk.Ada,
                change,
                [Row("https://a.example/", "A"), Row("https://b.example/", "B"), Row("https://mine.example/", "M")],
                LinkStoreFixture.Now
            );
        desk.Get<LinkImportStore>()
            .Import(
                desk.Ada,
                change,
                [Row("https://mine.example/", "Late") with { Tags = ["y"] }],
                LinkStoreFixture.Now
            );
        desk.Changes.Finish(change, LinkStoreFixture.Now);
        Assert.Equal(["mine", "x", "y"], Link(mine).Tags);
        desk.Links.Update(
            desk.Ada,
            rows[1].Id,
            1,
            new()
            {
                Url = LinkUrl.Parse("https://b.example/")!,
                Title = "Edited",
                Tags = ["x"],
            },
            LinkStoreFixture.Now
        );

        var undo = Undo(desk.Changes.Find(desk.Ada, change)!);
        Assert.Equal((2, 1), (undo.LinkCount, undo.KeptCount));
        Assert.True(Link(rows[0].Id).IsTrashed);
        Assert.False(Link(rows[1].Id).IsTrashed);
        Assert.Equal(
            (before.Title, "mine", before.CreatedAt),
            (Link(mine).Title, Link(mine).TagList, Link(mine).CreatedAt)
        );
    }

    [Fact]
    public void Undo_does_not_restore_a_page_that_was_saved_again_meanwhile()
    {
        var id = desk.Add("https://example.com/", "First");
        var change = Bulk(new() { IsTrashed = true }, id);
        Assert.True(Link(id).IsTrashed);
        var anew = desk.Add("https://example.com/", "Anew");
        Assert.Equal((0, 1), (Undo(change).LinkCount, desk.Changes.Recent(desk.Ada, 0, 1)[0].KeptCount));
        Assert.True(Link(id).IsTrashed);
        Assert.False(Link(anew).IsTrashed);
    }

    [Fact]
    public void A_change_includes_only_links_of_its_account()
    {
        var bob = desk.NewAccount("bob");
        var his = desk.Add("https://his.example/", account: bob);
        Assert.Equal(0, Bulk(new() { IsTrashed = true }, his).LinkCount);
        Assert.NotNull(desk.Links.Find(bob, his));
        Assert.Null(desk.Changes.Find(bob, desk.Changes.Recent(desk.Ada, 0, 1)[0].Id));
    }

    [Fact]
    public void Each_change_of_a_link_is_in_its_history()
    {
        var id = desk.Add("https://example.com/", "First", note: "n", tags: "a");
        desk.Links.Update(
            desk.Ada,
            id,
            1,
            new()
            {
                Url = LinkUrl.Parse("https://example.org/")!,
                Title = "Second",
                Note = "n",
                Tags = ["b"],
            },
            LinkStoreFixture.Now
        );
        desk.Links.SetArchived(desk.Ada, id, true, LinkStoreFixture.Now);
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now);
        var history = desk.Get<LinkHistoryStore>().Entries(desk.Ada, id, 50);
        Assert.Equal(
            [LinkChangeKind.Restored, LinkChangeKind.Trashed, LinkChangeKind.Edited, LinkChangeKind.Edited],
            history.Select(entry => entry.Kind)
        );
        var first = LinkDelta.Read(history[3].Before);
        Assert.Equal(
            ("https://example.com/", "First", "b", "a"),
            (
                first.Values[LinkSchema.Url],
                first.Values[LinkSchema.Title],
                first.TagsAdded.Single(),
                first.TagsRemoved.Single()
            )
        );
        Assert.False(first.Has(LinkSchema.Note));
        Assert.Empty(desk.Get<LinkHistoryStore>().Entries(desk.NewAccount("bob"), id, 50));
        desk.Links.Update(
            desk.Ada,
            id,
            2,
            new()
            {
                Url = LinkUrl.Parse("https://example.org/")!,
                Title = "Second",
                Note = "n",
                Tags = ["b"],
            },
            LinkStoreFixture.Now
        );
        Assert.Equal(4, desk.Get<LinkHistoryStore>().Entries(desk.Ada, id, 50).Count);
    }

    [Fact]
    public void A_URL_of_another_link_is_rejected_and_records_no_change()
    {
        desk.Add("https://a.example/");
        var id = desk.Add("https://b.example/");
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() =>
            desk.Links.Update(
                desk.Ada, id, 1, new() { Url = LinkUrl.Parse("https://a.example/")! }, LinkStoreFixture.Now));
        Assert.Equal(0, desk.Scalar<int>("select count(*) from link_changes"));
    }
}
