using App.Blueprints.Links;
using App.Blueprints.Links.Changes;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class ChangeHistoryTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

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
