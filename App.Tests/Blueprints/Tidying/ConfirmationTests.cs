using App.Tests.Blueprints.Links;
using App.Tests.Testing;
using static App.Tests.Blueprints.Tidying.TidyingLibrary;

namespace App.Tests.Blueprints.Tidying;

/// <summary>Tests that a deletion that cannot be undone needs a confirmation, which lists what is lost.</summary>
public sealed class ConfirmationTests
{
    static async Task<Answer> MergeAll(Visitor visitor) =>
        await visitor.Submit(await visitor.Get("/en/links/duplicates"), "form#merge-all");

    static async Task<string[]> Trash(Visitor visitor) => (await visitor.Get("/en/links/trash")).Titles();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Emptying_the_trash_asks_for_confirmation_and_lists_what_can_no_longer_be_undone(bool htmx)
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await MergeAll(ada);
        var question = await ada.Submit(await ada.Get("/en/links/trash"), "form#empty-trash", htmx: htmx);
        Assert.Equal(HttpStatusCode.OK, question.Status);
        Assert.Equal("Delete 1 link for good?", question.Find("#confirm-title").TextContent);
        Assert.Contains(
            "1 of them belongs to a merge",
            question.Find("#confirm-text").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["Cancel", "Delete for good"],
            question.FindAll("#confirm-form .actions > *").Select(action => action.TextContent)
        );
        Assert.True(question.Find("#confirm-form .actions > :first-child").HasAttribute("autofocus"));
        Assert.Equal(!htmx, question.FindAll("h1").Count == 1);
        Assert.Empty(question.FindAll(htmx ? "title, a" : "#confirm > *"));
        Assert.Single(await Trash(ada));

        var done = await ada.ConfirmDeletion(question);
        Assert.Equal("1 link deleted for good.", done.Find("#flashes p").TextContent);
        Assert.Empty(await Trash(ada));
    }

    [Theory]
    [InlineData("en", "Delete 2 links for good?")]
    [InlineData("de", "2 Links endgültig löschen?")]
    [InlineData("fr", "Supprimer définitivement 2 liens ?")]
    [InlineData("ar", "هل تريد حذف رابطين نهائيًا؟")]
    public async Task The_confirmation_is_in_the_language_of_the_page(string language, string title)
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "trash", "", list.IdOf("Old"), list.IdOf("New"));
        var question = await ada.Submit(await ada.Get($"/{language}/links/trash"), "form#empty-trash");
        Assert.Equal(title, question.Find("h1").TextContent);
        Assert.Equal($"/{language}/links/trash", question.Find("#confirm-form a").GetAttribute("href"));
    }

    [Fact]
    public async Task An_irreversible_action_changes_nothing_until_it_is_confirmed()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "trash", "", list.IdOf("Old"));
        await ada.Submit(
            await ada.Get("/en/searches/new"),
            "#search-form",
            new Dictionary<string, string?> { ["name"] = "Mine", ["q"] = "words" }
        );
        await ada.Submit(
            await ada.Get("/en/rules/new"),
            "form#rule-form",
            new Dictionary<string, string?>
            {
                ["name"] = "Rule",
                ["words"] = "x",
                ["tags"] = "t",
            }
        );
        var tags = await ada.Get("/en/tags");
        var tag = tags.FindAll("li[data-tag-id]")[0].GetAttribute("data-tag-id");
        var actions = await ada.Get("/en/rules");
        foreach (var (url, page, fields) in new (string, string, Dictionary<string, string?>)[]
        {
            ("/en/links/trash", "/en/links/trash", []),
            ($"/en/links/trash/{list.IdOf("Old")}", "/en/links/trash", []),
            ("/en/searches/1", "/en/searches", []),
            ("/en/rules/1", "/en/rules", []),
            ($"/en/tags/{tag}", "/en/tags", []),
            ("/en/tags", "/en/tags", new() { ["id"] = tag }),
            ("/en/tags", "/en/tags", new() { ["unused"] = "true" }),
        })
        {
            var before = Content(await ada.Get(page));
            actions.Find("form#actions").SetAttribute("action", url);
            var question = await ada.Submit(
                actions,
                "form#actions",
                new Dictionary<string, string?>(fields) { ["_method"] = "DELETE" }
            );
            Assert.Equal(HttpStatusCode.OK, question.Status);
            Assert.EndsWith("?", question.Find("h1").TextContent, StringComparison.Ordinal);
            Assert.NotEmpty(question.FindAll("#confirm-text p"));
            Assert.Equal(url, question.Find("#confirm-form").GetAttribute("action"));
            Assert.Equal(page, question.Find("#confirm-form a[autofocus]").GetAttribute("href"));
            Assert.Equal("danger", question.Find("#confirm-form .actions > :last-child").ClassName);
            Assert.Equal(before, Content(await ada.Get(page)));
        }
    }

    [Fact]
    public async Task Selected_tags_are_kept_through_the_confirmation()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var tags = await ada.Get("/en/tags");
        var ids = tags.FindAll("li[data-tag-id]").Select(tag => tag.GetAttribute("data-tag-id")!).ToList();
        var question = await ada.Submit(
            tags,
            "form#tag-edit",
            new Dictionary<string, string?> { ["id"] = ids[1], ["_method"] = "DELETE" }
        );
        Assert.Equal(
            [ids[1]],
            question.FindAll("#confirm-form [name=id]").Select(field => field.GetAttribute("value")!)
        );
        Assert.Equal(
            [ids[0]],
            (await ada.ConfirmDeletion(question))
                .FindAll("li[data-tag-id]")
                .Select(tag => tag.GetAttribute("data-tag-id")!)
        );
    }

    // Returns the main element without antiforgery tokens and flash messages, which differ between responses.
    static string Content(Answer page)
    {
        foreach (var token in page.FindAll("input[name=__RequestVerificationToken], #flashes > *")) token.Remove();
        return page.Find("main").InnerHtml;
    }
}
