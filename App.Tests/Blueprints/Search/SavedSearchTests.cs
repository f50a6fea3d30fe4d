using App.Blueprints.Search;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Search;

public sealed class SavedSearchTests
{
    [Fact]
    public async Task A_search_is_saved_under_a_name_and_opens_its_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Alpha", tags: "red");
        await ada.AddLink("https://b.example/", "Beta", tags: "red");
        var list = await ada.Get("/en/links?q=alpha+or+x%26y&tag=red&sort=site,title");
        var form = await ada.Get(
            list.FindAll(".toolbar a").Single(link => link.TextContent == "Save this search").GetAttribute("href")!
        );
        Assert.Equal("alpha or x&y", form.Find("[name='Form.Q']").GetAttribute("value"));
        var saved = await ada.Submit(
            form,
            "#search-form",
            new Dictionary<string, string?> { ["name"] = "My & <first>" }
        );
        Assert.Equal("/en/searches", saved.Url.AbsolutePath);
        var shown = await ada.Get(saved.Find("#saved-searches h2 a").GetAttribute("href")!);
        Assert.Equal("/en/links?q=alpha%20or%20x%26y&tag=red&sort=site&sort=title", shown.Url.PathAndQuery);
        Assert.Equal(["Alpha"], shown.Titles());
        Assert.Equal(["My & <first>"], shown.FindAll("#saved a[aria-current]").Select(link => link.TextContent));
        Assert.DoesNotContain("Save this search", shown.Text, StringComparison.Ordinal);
        var chip = (await ada.Get("/en/")).FindAll("#saved a")[0];
        Assert.Equal(["Alpha"], (await ada.Get(chip.GetAttribute("href")!)).Titles());
    }

    [Fact]
    public async Task Saved_searches_can_be_reordered_edited_and_deleted()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var name in new[] { "One", "Two", "Three" }) await Keep(ada, name, "q=" + name);
        var page = await ada.Get("/en/searches");
        Assert.Equal(["One", "Two", "Three"], Names(page));
        page = await ada.Press(page, "li:nth-child(3) button[formaction$='to=up']");
        Assert.Equal(["One", "Three", "Two"], Names(page));
        page = await ada.Press(page, "li:nth-child(1) button[formaction$='to=down']");
        page = await ada.Press(page, "li:nth-child(1) button[formaction$='to=down']");
        Assert.Equal(["One", "Three", "Two"], Names(page));
        Assert.Equal(2, page.FindAll("button[disabled]").Count);
        var edit = await ada.Get(page.Find("li:nth-child(2) a.button").GetAttribute("href")!);
        page = await ada.Submit(
            edit,
            "#search-form",
            new Dictionary<string, string?> { ["name"] = "THREE", ["q"] = "three words here" }
        );
        Assert.Equal(["One", "THREE", "Two"], Names(page));
        Assert.Contains("three words here", page.Find("li:nth-child(2) .meta").TextContent, StringComparison.Ordinal);
        page = await ada.ConfirmDeletion(await ada.Press(page, "li:nth-child(1) button.danger"));
        Assert.Equal(["THREE", "Two"], Names(page));
    }

    [Theory]
    [InlineData("one", "x", "already")]
    [InlineData("", "x", "")]
    [InlineData("  \u0001 ", "x", "")]
    [InlineData("Two", "  ", "Enter words, a tag or a site")]
    public async Task A_duplicate_name_or_an_empty_search_shows_an_error_beside_the_field_and_keeps_the_input(
        string name,
        string query,
        string said
    )
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await Keep(ada, "One", "q=one");
        var answer = await ada.Submit(
            await ada.Get("/en/searches/new"),
            "#search-form",
            new Dictionary<string, string?> { ["name"] = name, ["q"] = query }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Find(".field ul.errors li").TextContent, StringComparison.Ordinal);
        Assert.Equal(query, answer.Find("[name='Form.Q']").GetAttribute("value"));
        Assert.Equal(["One"], Names(await ada.Get("/en/searches")));
    }

    [Fact]
    public async Task Saved_searches_are_private_to_their_account()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await Keep(ada, "One", "q=one");
        var address = (await ada.Get("/en/searches")).Find("#saved-searches h2 a").GetAttribute("href")!;
        foreach (var url in new[] { address, $"{address}/edit" })
            Assert.Equal(HttpStatusCode.NotFound, (await bob.Get(url)).Status);
        Assert.Empty(Names(await bob.Get("/en/searches")));
        using var visitor = library.NewVisitor();
        foreach (var url in new[] { "/en/searches", "/en/searches/new", address })
            Assert.EndsWith("/account/sign-in", (await visitor.Get(url)).Url.AbsolutePath, StringComparison.Ordinal);
        await Keep(bob, "One", "q=his");
        Assert.Equal(["One"], Names(await bob.Get("/en/searches")));
    }

    [Fact]
    public void The_number_of_saved_searches_is_limited_and_they_are_deleted_with_their_account()
    {
        using var desk = new LinkStoreFixture();
        var store = desk.Get<SavedSearchStore>();
        for (var i = 0; i < SavedSearch.MaxCount; i++)
            Assert.NotNull(store.Add(desk.Ada, $"Search {i}", "q=x", LinkStoreFixture.Now));
        Assert.Null(store.Add(desk.Ada, "One more", "q=x", LinkStoreFixture.Now));
        Assert.NotNull(store.Add(desk.NewAccount("bob"), "One more", "q=x", LinkStoreFixture.Now));
        desk.Scalar<long>("delete from accounts where id = @Ada returning id", new { desk.Ada });
        Assert.Equal(1, desk.Scalar<long>("select count(*) from saved_searches"));
    }

    static async Task Keep(Visitor visitor, string name, string query)
    {
        var answer = await visitor.Submit(
            await visitor.Get($"/en/searches/new?{query}"),
            "#search-form",
            new Dictionary<string, string?> { ["name"] = name },
            follow: false
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    static string[] Names(Answer page) => [.. page.FindAll("#saved-searches h2").Select(name => name.TextContent)];
}
