using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkFragmentTests : DuplicateLinks
{
    [Theory]
    [InlineData("https://example.com/#!/a", "https://example.com/#!/b")]
    [InlineData("https://example.com/guide#install", "https://example.com/guide#upgrade")]
    [InlineData("https://example.com/guide", "http://www.example.com/guide#upgrade")]
    public void Links_that_differ_only_in_the_fragment_form_a_separate_group_that_is_not_merged_automatically(
        string one,
        string two
    )
    {
        var ids = new[] { desk.Add(one), desk.Add(two) };
        var group = Assert.Single(Duplicates.Page(desk.Ada, 1, 50).Items);
        Assert.True(group.HasOtherFragments);
        Assert.Equal(ids, group.Links.Select(link => link.Id));
        Assert.Equal(1, Duplicates.Count(desk.Ada));
        var all = desk.Changes.Begin(desk.Ada, LinkChangeKind.Merged, LinkStoreFixture.Now);
        Assert.Equal(0, Merges.AddTargets(desk.Ada, all));
        Assert.Null(Merge(ids[0], ids));
    }

    [Fact]
    public void A_canonical_URL_does_not_hide_a_different_fragment()
    {
        var canonical = LinkUrl.Parse("https://maps.example.com/");
        foreach (var place in (string[])["#map=5/1/2", "#map=9/8/7"])
            desk.Links.Add(
                desk.Ada,
                new() { Url = LinkUrl.Parse("https://maps.example.com/?x=1" + place)!, Canonical = canonical },
                LinkStoreFixture.Now
            );
        Assert.True(Assert.Single(Duplicates.Page(desk.Ada, 1, 50).Items).HasOtherFragments);
    }

    [Fact]
    public void Merging_different_fragments_keeps_their_URLs_in_the_note_and_can_be_undone()
    {
        var kept = desk.Add("https://example.com/guide#install", "Install");
        var other = desk.Add("https://example.com/guide#upgrade", "Upgrade");
        LinkChange? change = null;
        desk.Connection.Transact(() =>
            change = desk.Get<LinkMerger>().Merge(desk.Ada, kept, [other], LinkStoreFixture.Now, anyFragment: true)
        );
        Assert.Contains("https://example.com/guide#upgrade", Link(kept).Note, StringComparison.Ordinal);
        Assert.True(Link(other).IsTrashed);
        Assert.Equal((2, 0L), ((int)Undo(change!).LinkCount, desk.Changes.Recent(desk.Ada, 0, 1)[0].KeptCount));
        Assert.Equal("", Link(kept).Note);
    }

    [Fact]
    public void Groups_of_pages_and_of_fragments_are_paged_and_dismissed_together()
    {
        var page = new[] { desk.Add("https://example.com/a"), desk.Add("http://example.com/a") };
        var fragment = desk.Add("https://example.com/a#b");
        for (var i = 0; i < 5; i++)
            foreach (var place in (string[])["#x", "#y"]) desk.Add($"https://other.example/{i}{place}");
        Assert.Equal(7, Duplicates.Count(desk.Ada));
        var shown = Enumerable.Range(1, 4).SelectMany(number => Duplicates.Page(desk.Ada, number, 2).Items).ToList();
        Assert.Equal([false, true, true, true, true, true, true], shown.Select(group => group.HasOtherFragments));
        Assert.Equal(7, shown.Distinct().Count());

        Dismissals.Dismiss(desk.Ada, page);
        Assert.Equal(6, Duplicates.Count(desk.Ada));
        Dismissals.Dismiss(desk.Ada, [.. page, fragment], anyFragment: true);
        Assert.Equal(5, Duplicates.Count(desk.Ada));
        Dismissals.Undismiss(desk.Ada, fragment, anyFragment: true);
        Assert.Equal(7, Duplicates.Count(desk.Ada));
    }
}
