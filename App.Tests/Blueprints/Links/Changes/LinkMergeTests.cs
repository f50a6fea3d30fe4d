using App.Blueprints.Links.Changes;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkMergeTests : DuplicateLinks
{
    [Fact]
    public void Merging_duplicates_loses_nothing_and_undo_restores_them_all()
    {
        var kept = desk.Add("https://example.com/", "Title", "About", "My note", "a, both", isUnread: true, minutes: 5);
        var old = desk.Add(
            "http://example.com/",
            "Other title",
            "About it",
            "Old note",
            "b, Both",
            isPublic: true,
            minutes: -5
        );
        var bare = desk.Add("https://www.example.com/", isUnread: true);
        desk.Links.SetStarred(desk.Ada, old, true);
        desk.Links.SetArchived(desk.Ada, old, true, LinkStoreFixture.Now);
        var before = new[] { kept, old, bare }.Select(Link).ToList();

        var change = Merge(kept, kept, old, bare)!;
        var merged = Link(kept);
        Assert.Equal(("Title", "About", "a,b,both"), (merged.Title, merged.Description, merged.TagList));
        foreach (var text in new[] { "My note", "Old note", "Other title", "About it" })
            Assert.Contains(text, merged.Note, StringComparison.Ordinal);
        Assert.Equal(
            (true, false, false, false),
            (merged.IsStarred, merged.IsUnread, merged.IsArchived, merged.IsPublic)
        );
        Assert.Equal(LinkStoreFixture.Now.AddMinutes(-5), merged.CreatedAt);
        Assert.All([old, bare], id => Assert.True(Link(id).IsTrashed));
        Assert.Equal((3L, LinkChangeKind.Merged), (change.LinkCount, change.Kind));
        Assert.Empty(Groups());
        Assert.Equal(["Title"], desk.Titles("old note"));

        Assert.Null(Merge(kept, kept, old, bare));
        Assert.Equal((3, 0), (Undo(change).LinkCount, desk.Changes.Recent(desk.Ada, 0, 1)[0].KeptCount));
        foreach (var was in before)
            Assert.Null(LinkDelta.Of(was, Link(was.Id)));
        Assert.Single(Groups());
    }

    [Fact]
    public void All_groups_are_merged_as_one_change_in_batches()
    {
        for (var i = 0; i < 400; i++)
        {
            desk.Add($"http://example.com/{i}", $"Old {i}", tags: "old", minutes: -1);
            desk.Add($"https://single.example/{i}");
        }
        for (var i = 0; i < 400; i++) desk.Add($"https://www.example.com/{399 - i}", $"New {i}", tags: "new");
        Assert.Equal(400, Duplicates.Count(desk.Ada));
        Assert.Equal(
            (20, 20),
            (Duplicates.Page(desk.Ada, 20, 20).Items.Count, Duplicates.Page(desk.Ada, 20, 20).Number)
        );

        var id = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Assert.Equal(800, Merges.AddTargets(desk.Ada, id));
        Run(id);
        var change = desk.Changes.Find(desk.Ada, id)!;
        Assert.Equal(800, change.LinkCount);
        Assert.Equal(
            (0, 400, 800),
            (
                (int)Duplicates.Count(desk.Ada),
                desk.Scalar<int>("select trashed from link_counts"),
                desk.Scalar<int>("select active from link_counts")
            )
        );
        Assert.Equal(
            400,
            desk.Scalar<int>("select count(*) from links where deleted_at is null and url like 'https://www.%'")
        );
        Assert.Equal(
            (400, 400),
            (
                desk.Scalar<int>("select link_count from tags where name = 'old'"),
                desk.Scalar<int>("select link_count from tags where name = 'new'")
            )
        );
        Undo(change);
        Assert.Equal((400, 0), ((int)Duplicates.Count(desk.Ada), desk.Scalar<int>("select trashed from link_counts")));
    }
}
