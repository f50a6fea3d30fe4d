namespace App.Tests.Blueprints.Links;

public sealed class LinkTrashTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void The_trash_keeps_links_until_it_is_emptied()
    {
        var id = desk.Add("https://example.com/", "Kept", note: "n", tags: "t");
        Assert.True(desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now));
        Assert.False(desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now));
        Assert.Null(desk.Links.Find(desk.Ada, id));
        Assert.Empty(desk.Titles("kept"));
        Assert.Equal(1, desk.Trash.Page(desk.Ada, 1, 50).Total);
        Assert.Equal(id, desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now));
        Assert.Equal(["Kept"], desk.Titles("kept #t"));
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Equal(1, desk.Trash.Empty(desk.Ada));
        Assert.Equal(0, desk.Scalar<int>("select count(*) from links_fts where links_fts match 'kept'"));
    }

    [Fact]
    public void Restoring_a_link_that_was_added_again_merges_both()
    {
        var old = desk.Add("https://example.com/", "Old", note: "old note", tags: "old");
        desk.Trash.Put(desk.Ada, old, LinkStoreFixture.Now);
        var fresh = desk.Add("https://example.com/", "New", tags: "new");
        Assert.Equal(fresh, desk.Trash.Restore(desk.Ada, old, LinkStoreFixture.Now));
        var link = desk.Links.Find(desk.Ada, fresh)!;
        Assert.Equal(("New", "old note"), (link.Title, link.Note));
        Assert.Equal(["new", "old"], link.Tags);
        Assert.Equal(0, desk.Trash.Page(desk.Ada, 1, 50).Total);
    }
}
