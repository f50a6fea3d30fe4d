using App.Blueprints.Links;

namespace App.Tests.Blueprints.Links;

public sealed class LinkTagTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    static LinkContent Content(string url, string title = "", string note = "", string tags = "") =>
        new() { Url = LinkUrl.Parse(url)!, Title = title, Note = note, Tags = TagNames.Parse(tags) };

    [Fact]
    [Trait("Statement", "P08.5")]
    public void A_tag_is_the_same_in_any_case_and_Unicode_form_and_keeps_its_first_spelling()
    {
        desk.Add("https://a.example/", tags: "Café, ＣＳＳ");
        desk.Add("https://b.example/", tags: "cafe\u0301, css, CAFÉ");
        Assert.Equal(
            ["Café", "ＣＳＳ"],
            desk.Get<TagStore>()
                .Suggest(desk.Ada, "", 50)
                .Select(tag => tag.Name)
                .OrderBy(name => name, StringComparer.Ordinal)
        );
        Assert.All(desk.Get<TagStore>().Suggest(desk.Ada, "", 50), tag => Assert.Equal(2, tag.LinkCount));
    }

    [Fact]
    public void Tag_counts_match_the_tag_list_and_unused_tags_remain()
    {
        var store = desk.Get<TagStore>();
        long Count() => store.Suggest(desk.Ada, "", 50).SingleOrDefault(tag => tag.Name == "t")?.LinkCount ?? 0;
        var (one, two) = (desk.Add("https://a.example/", tags: "t"), desk.Add("https://b.example/", tags: "t"));
        Assert.Equal(2, Count());
        desk.Links.SetArchived(desk.Ada, one, true, LinkStoreFixture.Now);
        Assert.Equal(1, Count());
        desk.Trash.Put(desk.Ada, two, LinkStoreFixture.Now);
        Assert.Equal(0, Count());
        desk.Links.SetArchived(desk.Ada, one, false, LinkStoreFixture.Now);
        desk.Trash.Restore(desk.Ada, two, LinkStoreFixture.Now);
        Assert.Equal(2, Count());
        desk.Links.Update(desk.Ada, one, 1, Content("https://a.example/"), LinkStoreFixture.Now);
        Assert.Equal(1, Count());
        desk.Trash.Put(desk.Ada, two, LinkStoreFixture.Now);
        Assert.Equal(1, desk.Scalar<int>("select count(*) from tags"));
        desk.Trash.Empty(desk.Ada);
        Assert.Equal(1, desk.Scalar<int>("select count(*) from tags"));
    }
}
