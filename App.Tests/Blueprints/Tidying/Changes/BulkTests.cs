using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Changes;

public sealed class BulkTests
{
    [Fact]
    public async Task Selected_links_are_tagged_and_the_change_can_be_undone()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var name in new[] { "A", "B", "C" }) await ada.AddLink($"https://{name}.example/", name, tags: "old");
        var list = await ada.Get("/en/links");
        var tagged = await ada.Bulk(list, "tag", "new, two words", list.IdOf("A"), list.IdOf("B"));
        Assert.Equal("/en/links", tagged.Url.PathAndQuery);
        Assert.Contains("2 links changed", tagged.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.Equal(["B", "A"], (await ada.Get("/en/links?tag=two%20words")).Titles());
        var undone = await ada.Undo(tagged);
        Assert.Contains("2 links restored.", undone.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.Empty((await ada.Get("/en/links?tag=new")).Titles());
        Assert.Equal(3, (await ada.Get("/en/links?tag=old")).Titles().Length);
    }

    [Theory]
    [InlineData("read", "/en/links?is=unread", 2, 0)]
    [InlineData("archive", "/en/links?is=archived", 0, 2)]
    [InlineData("star", "/en/links?is=starred", 0, 2)]
    [InlineData("publish", "/en/@ada1", 0, 2)]
    [InlineData("trash", "/en/links/trash", 0, 2)]
    public async Task Each_state_can_be_set_for_several_links(string action, string where, int before, int after)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(2);
        Assert.Equal(
            before,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
        var list = await ada.Get("/en/links");
        var done = await ada.Bulk(list, action, "", list.IdOf("Link 0"), list.IdOf("Link 1"));
        Assert.Equal(
            after,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
        await ada.Undo(done);
        Assert.Equal(
            before,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Theory]
    [InlineData("tag", "", "Enter at least one tag")]
    [InlineData("", "typed, before", "Choose an action")]
    [InlineData("explode", "typed, before", "Choose an action")]
    public async Task Missing_input_shows_an_error_and_keeps_the_other_input(string action, string tags, string said)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        var refused = await ada.Bulk(list, action, tags, list.IdOf("A"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
        Assert.Equal(tags, refused.Find("input[name=tags]").GetAttribute("value"));
        var done = await ada.Submit(
            refused,
            "form#bulk",
            new Dictionary<string, string?> { ["action"] = "tag", ["tags"] = "now" }
        );
        Assert.Equal(["A"], (await ada.Get("/en/links?tag=now")).Titles());
        Assert.Equal("/en/links", done.Url.AbsolutePath);
    }

    [Fact]
    public async Task An_empty_or_invalid_selection_is_rejected_and_changes_nothing()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        foreach (
            var values in new Dictionary<string, string?>[]
            {
                new() { ["action"] = "trash" },
                new() { ["action"] = "trash", ["id"] = "x" },
                new() { ["action"] = "trash", ["id"] = "99999999999999999999" },
            }
        )
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Submit(list, "form#bulk", values)).Status);
        using var bob = await library.SignUp("bob1");
        var his = await bob.Bulk(await bob.Get("/en/links/bulk"), "trash");
        Assert.Contains("0 links changed", his.Text, StringComparison.Ordinal);
        Assert.Equal(["A"], (await ada.Get("/en/links")).Titles());
    }
}
