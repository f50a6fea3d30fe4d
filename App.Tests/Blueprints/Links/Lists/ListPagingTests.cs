using App.Blueprints.Links;
using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class ListPagingTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Each_state_lists_and_counts_its_links()
    {
        desk.Add("https://a.example/", "Unread", isUnread: true);
        desk.Add("https://b.example/", "Public", isPublic: true);
        desk.Links.SetStarred(desk.Ada, desk.Add("https://c.example/", "Starred"), true);
        desk.Links.SetArchived(desk.Ada, desk.Add("https://d.example/", "Archived"), true, LinkStoreFixture.Now);
        desk.Trash.Put(desk.Ada, desk.Add("https://e.example/", "Trashed"), LinkStoreFixture.Now);
        Assert.Equal(3, desk.Titles("").Length);
        foreach (var state in Enum.GetValues<LinkState>())
        {
            Assert.Equal([state.ToString()], desk.Titles("", state: state));
            Assert.Equal(1, desk.Search.Find(desk.Ada, new LinkQuery { State = state }, 1).Total);
            Assert.Equal([state.ToString()], desk.Titles("example", state: state));
        }
        Assert.Equal(
            new LinkCounts
            {
                Active = 3,
                Archived = 1,
                Unread = 1,
                Starred = 1,
                Shared = 1,
                Trashed = 1,
            },
            desk.Get<LinkListStore>().Counts(desk.Ada)
        );
    }

    [Fact]
    [Trait("Statement", "P08.2")]
    public void A_page_exists_if_it_is_the_first_or_has_rows()
    {
        Assert.True(desk.Search.Find(desk.Ada, new LinkQuery(), 1).Exists);
        for (var i = 0; i < 51; i++)
            desk.Add($"https://example.com/{i}", $"Link {i}");
        foreach (
            var query in new[]
            {
                new LinkQuery(),
                new LinkQuery { Text = "link" },
                new LinkQuery { Site = "example.com" },
            }
        )
        {
            var second = desk.Search.Find(desk.Ada, query, 2);
            Assert.Equal(
                (1, 51, 2, true, false, true),
                (second.Items.Count, second.Total, second.Pages, second.HasPrevious, second.HasNext, second.Exists)
            );
            Assert.False(desk.Search.Find(desk.Ada, query, 3).Exists);
            Assert.False(desk.Search.Find(desk.Ada, query, int.MaxValue).Exists);
        }
    }
}
