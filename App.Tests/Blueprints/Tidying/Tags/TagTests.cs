using App.Blueprints.Links;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Tags;

public sealed class TagTests
{
    static string[] Names(Answer page) =>
        [
            .. page.FindAll(".tag-list li")
                .Select(tag => $"{tag.QuerySelector("a")!.TextContent} {tag.QuerySelector(".number")!.TextContent}"),
        ];

    static Dictionary<string, string?> Id(Answer tags, string name) =>
        new()
        {
            ["id"] = tags.FindAll(".tag-list li")
                .Single(tag => tag.QuerySelector("a")!.TextContent == name)
                .GetAttribute("data-tag-id"),
        };

    static string Page(Answer tags, string name) =>
        "/en/tags/"
        + tags.FindAll(".tag-list li")
            .Single(tag => tag.QuerySelector("a")!.TextContent == name)
            .GetAttribute("data-tag-id");

    [Fact]
    public async Task Tags_are_listed_with_counts_and_link_to_the_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", tags: "two words, c#");
        await ada.AddLink("https://b.example/", "B", tags: "C#");
        var tags = await ada.Get("/en/tags");
        Assert.Equal(["c# 2", "two words 1"], Names(tags));
        Assert.Equal(["B", "A"], (await ada.Get(tags.Find(".tag-list a").GetAttribute("href")!)).Titles());
        Assert.Equal(["two words 1"], Names(await ada.Get("/en/tags?q=WORDS")));
        Assert.Equal(["c# 2", "two words 1"], Names(await ada.Get("/en/tags?sort=count")));
    }

    [Fact]
    public async Task Renaming_a_tag_changes_every_link_and_can_be_undone()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(40);
        var page = await ada.Get(Page(await ada.Get("/en/tags"), "old"));
        var renamed = await ada.Submit(
            page,
            "form#rename-tag",
            new Dictionary<string, string?> { ["name"] = "new name" }
        );
        Assert.Equal(["new name 40"], Names(renamed));
        Assert.Equal("40", (await ada.Get("/en/links?q=%23%22new%20name%22")).Total());
        Assert.Equal("40", (await ada.Get("/en/links?q=new")).Total());
        await ada.Undo(renamed);
        Assert.Equal(["new name unused", "old 40"], Names(await ada.Get("/en/tags")));
    }

    [Fact]
    public async Task A_different_spelling_is_the_same_tag()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(2);
        var page = await ada.Get(Page(await ada.Get("/en/tags"), "old"));
        Assert.Equal(
            ["OLD 2"],
            Names(await ada.Submit(page, "form#rename-tag", new Dictionary<string, string?> { ["name"] = "#OLD" }))
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await ada.Submit(page, "form#rename-tag", new Dictionary<string, string?> { ["name"] = " # " })).Status
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await ada.Submit(
                    page,
                    "form#rename-tag",
                    new Dictionary<string, string?> { ["name"] = new string('x', LinkLimits.Tag + 1) }
                )
            ).Status
        );
    }

    [Fact]
    public async Task Tags_are_merged_without_losing_a_link()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", tags: "js, web");
        await ada.AddLink("https://b.example/", "B", tags: "javascript");
        await ada.AddLink("https://c.example/", "C", tags: "js, javascript");
        var tags = await ada.Get("/en/tags");
        var merged = await ada.Submit(
            tags,
            "form#tag-edit",
            new Dictionary<string, string?>(Id(tags, "js")) { ["_method"] = "PUT", ["name"] = "JavaScript" }
        );
        Assert.Equal(["javascript 3", "web 1"], Names(merged));
        await ada.Undo(merged);
        Assert.Equal(["javascript 2", "js 2", "web 1"], Names(await ada.Get("/en/tags")));
    }

    [Fact]
    public async Task Deleting_a_tag_keeps_its_links_and_unused_tags_can_be_deleted()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", tags: "one, two");
        var tags = await ada.Get("/en/tags");
        var deleted = await ada.ConfirmDeletion(
            await ada.Submit(
                tags,
                "form#tag-edit",
                new Dictionary<string, string?>(Id(tags, "one")) { ["_method"] = "DELETE" }
            )
        );
        Assert.Equal(["two 1"], Names(deleted));
        Assert.Equal(["A"], (await ada.Get("/en/links")).Titles());
        await ada.ConfirmDeletion(await ada.Submit(await ada.Get(Page(deleted, "two")), "form#delete-tag"));
        Assert.Empty(Names(await ada.Get("/en/tags")));
        await ada.AddLink("https://b.example/", "B", tags: "gone");
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "untag", "gone", list.IdOf("B"));
        var unused = await ada.Get("/en/tags?unused=true");
        Assert.Equal(["gone unused"], Names(unused));
        Assert.Empty(Names(await ada.ConfirmDeletion(await ada.Submit(unused, "form#forget-unused"))));
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task A_tag_deleted_in_parallel_with_tagging_remains_consistent()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.org/", "First", tags: "busy");
        for (var round = 0; round < 5; round++)
        {
            var tag = await ada.Get(Page(await ada.Get("/en/tags"), "busy"));
            var question = await ada.Submit(tag, "form#delete-tag");
            var answers = await Task.WhenAll([
                ada.ConfirmDeletion(question),
                .. Enumerable
                    .Range(0, 4)
                    .Select(i => ada.AddLink($"https://example.org/{round}/{i}", "More", tags: "busy")),
            ]);
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            await ada.AddLink($"https://example.org/{round}", "Last", tags: "busy");
            var listed = Assert.Single(Names(await ada.Get("/en/tags")));
            Assert.Equal(listed, $"busy {(await ada.Get("/en/links?q=%23busy")).Total()}");
            Assert.Equal($"{2 + round + (4 * (round + 1))}", (await ada.Get("/en/links")).Total());
        }
    }

    [Fact]
    public async Task An_empty_selection_or_name_is_rejected_and_tags_of_other_accounts_are_404()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://a.example/", "A", tags: "mine");
        await bob.AddLink("https://a.example/", "B", tags: "his");
        var tags = await ada.Get("/en/tags");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await ada.Submit(
                    tags,
                    "form#tag-edit",
                    new Dictionary<string, string?> { ["_method"] = "PUT", ["name"] = "x" }
                )
            ).Status
        );
        var noName = await ada.Submit(
            tags,
            "form#tag-edit",
            new Dictionary<string, string?>(Id(tags, "mine")) { ["_method"] = "PUT" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noName.Status);
        Assert.Single(noName.FindAll("input[name=id][checked]"));
        var his = await bob.Get("/en/tags");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await bob.Submit(
                    his,
                    "form#tag-edit",
                    new Dictionary<string, string?>(Id(tags, "mine")) { ["_method"] = "DELETE" }
                )
            ).Status
        );
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get(Page(tags, "mine"))).Status);
        Assert.Equal(["mine 1"], Names(await ada.Get("/en/tags")));
    }
}
