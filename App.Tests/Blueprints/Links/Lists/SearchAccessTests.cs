using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchAccessTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_visitors_search_never_reads_notes_or_private_links()
    {
        desk.Add("https://a.example/", "Open", note: "secretword", tags: "t", isPublic: true);
        desk.Add("https://b.example/", "Closed secretword");
        var hidden = desk.Add("https://c.example/", "Shelved", isPublic: true);
        desk.Links.SetArchived(desk.Ada, hidden, true, LinkStoreFixture.Now);
        string[] Public(string text, LinkState? state = null) =>
            [
                .. desk
                    .Search.FindPublic(desk.Ada, new LinkQuery { Text = text, State = state }, 1)
                    .Items.Select(link => link.Title),
            ];
        Assert.Empty(Public("secretword"));
        Assert.Empty(Public("-open"));
        Assert.Equal(["Open"], Public("-secretword"));
        Assert.Equal(["Open"], Public(""));
        Assert.Equal(["Open"], Public("", LinkState.Archived));
        Assert.All(desk.Search.FindPublic(desk.Ada, new LinkQuery(), 1).Items, link => Assert.Equal("", link.Note));
        Assert.Equal(1, desk.Search.FindPublic(desk.Ada, new LinkQuery(), 1).Total);
    }

    [Fact]
    public void A_search_finds_only_links_of_the_account()
    {
        var bob = desk.NewAccount("bob");
        desk.Add("https://a.example/", "Mine");
        desk.Add("https://a.example/", "His", account: bob, isPublic: true);
        Assert.Equal(["Mine"], desk.Titles(""));
        Assert.Equal(["Mine"], desk.Titles("example"));
        Assert.Equal(["Mine"], desk.Titles("-zzz"));
    }
}
