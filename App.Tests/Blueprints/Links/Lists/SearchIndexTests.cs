namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchIndexTests : SampleLinks
{
    [Fact]
    public void Every_change_keeps_the_search_index_up_to_date()
    {
        var id = desk.Add("https://change.example/", "Before", tags: "one");
        Assert.Empty(desk.Titles("is:untagged site:change.example"));
        desk.Links.SetUnread(desk.Ada, id, true);
        Assert.Equal(["Before"], desk.Titles("is:unread site:change.example"));
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Empty(desk.Titles("site:change.example"));
        desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Equal(["Before"], desk.Titles("#one site:change.example"));
    }
}
