using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.States;

public sealed class LinkStateTests
{
    [Fact]
    public async Task A_star_is_set_and_removed_and_the_redirect_returns_to_the_same_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", tags: "t");
        var list = await ada.Get("/en/links?tag=t");
        var answer = await ada.Press(list, ".star", follow: false);
        Assert.Equal(
            (HttpStatusCode.SeeOther, $"/en/links?tag=t#link-{list.IdOf("A")}"),
            (answer.Status, answer.Location!.OriginalString)
        );
        Assert.Equal(["A"], (await ada.Get("/en/links?is=starred")).Titles());
        list = await ada.Press(await ada.Get("/en/links"), ".star");
        Assert.Equal("false", list.Find(".star").GetAttribute("aria-pressed"));
        Assert.Empty((await ada.Get("/en/links?is=starred")).Titles());
    }

    [Fact]
    public async Task An_htmx_request_returns_only_the_article()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var list = await ada.AddLink("https://a.example/", "A");
        list = await ada.Get("/en/links");
        var answer = await ada.Press(list, ".star", htmx: true);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("true", answer.Find($"article#link-{list.IdOf("A")} .star").GetAttribute("aria-pressed"));
        Assert.DoesNotContain("<html", answer.Text, StringComparison.Ordinal);
        Assert.Equal("DELETE", answer.Find(".star").GetAttribute("value"));
        Assert.True(answer.Find(".star").HasAttribute("hx-delete"));
    }

    [Fact]
    public async Task An_archived_link_leaves_the_list_and_undo_restores_it()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Press(await ada.Get("/en/links"), "button[formaction$='/archived']");
        Assert.Empty(list.Titles());
        Assert.Equal("Link archived.", list.Find("#flashes p").TextContent);
        Assert.Equal(["A"], (await ada.Get("/en/links?is=archived")).Titles());
        list = await ada.Submit(list, "#flashes form");
        Assert.Equal(["A"], list.Titles());
    }

    [Fact]
    public async Task Read_later_can_be_set_and_removed()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Press(await ada.Get("/en/links"), "button[formaction$='/unread']");
        Assert.Single(list.FindAll(".badge.unread"));
        Assert.Equal(["A"], (await ada.Get("/en/links?is=unread")).Titles());
        await ada.Press(list, "button[formaction$='/unread']");
        Assert.Equal("0", (await ada.Get("/en/links?is=unread")).Total());
    }

    [Fact]
    public async Task A_deleted_link_is_in_the_trash_and_undo_restores_it()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", tags: "t");
        var list = await ada.Press(await ada.Get("/en/links?tag=t"), "article button.danger");
        Assert.Equal(("/en/links", "?tag=t"), (list.Url.AbsolutePath, list.Url.Query));
        Assert.Empty(list.Titles());
        Assert.Equal(["A"], (await ada.Get("/en/links/trash")).Titles());
        list = await ada.Submit(list, "#flashes form");
        Assert.Equal("Link restored.", list.Find("#flashes p").TextContent);
        Assert.Equal(["A"], (await ada.Get("/en/links?tag=t")).Titles());
    }

    [Fact]
    public async Task An_htmx_deletion_returns_the_undo_message()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        Assert.Equal("delete", list.Find("article button.danger").GetAttribute("hx-swap"));
        var answer = await ada.Press(list, "article button.danger", htmx: true);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Link moved to the trash.", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await ada.Get("/en/links")).Titles());
    }

    [Fact]
    public async Task The_trash_restores_and_deletes_single_links_and_can_be_emptied()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await ada.AddLink($"https://{name}.example/", name);
            await ada.Press(await ada.Get("/en/links"), "article button.danger");
        }
        var trash = await ada.Get("/en/links/trash");
        Assert.Equal(["d", "c", "b", "a"], trash.Titles());
        trash = await ada.Press(trash, $"#link-{trash.IdOf("d")} button:not(.danger)");
        Assert.Equal("/en/links/trash", trash.Url.AbsolutePath);
        Assert.Equal(["d"], (await ada.Get("/en/links")).Titles());
        trash = await ada.ConfirmDeletion(await ada.Press(trash, $"#link-{trash.IdOf("c")} button.danger"));
        Assert.Equal(["b", "a"], trash.Titles());
        trash = await ada.ConfirmDeletion(await ada.Submit(trash, "form#empty-trash"));
        Assert.Equal("2 links deleted for good.", trash.Find("#flashes p").TextContent);
        Assert.Equal("0", trash.Total());
    }

    [Fact]
    public async Task An_action_never_redirects_to_another_site()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        list.Find("form#actions input[name=back]").SetAttribute("value", "//evil.example/");
        var answer = await ada.Press(list, ".star", follow: false);
        Assert.StartsWith("/en/links#", answer.Location!.OriginalString, StringComparison.Ordinal);
        list.Find("form#actions input[name=back]").SetAttribute("value", "https://evil.example/");
        Assert.StartsWith(
            "/en/links#",
            (await ada.Press(list, ".star", follow: false)).Location!.OriginalString,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_change_without_antiforgery_token_is_rejected()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        list.Find("form#actions input[name=__RequestVerificationToken]").Remove();
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.Press(list, "article button.danger")).Status);
        Assert.Equal(["A"], (await ada.Get("/en/links")).Titles());
    }
}
