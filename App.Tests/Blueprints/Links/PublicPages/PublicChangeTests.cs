using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using static App.Tests.Blueprints.Links.PublicPages.PublicPageUrls;

namespace App.Tests.Blueprints.Links.PublicPages;

public sealed class PublicChangeTests
{
    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_saved_public_link_is_on_the_public_pages_at_once()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        foreach (var url in publicPages)
        {
            Assert.False(IsKept(await visitor.Get(url)), url);
            Assert.True(IsKept(await visitor.Get(url)), url);
        }
        await ada.AddLink("https://two.example/", "Two", isPublic: true);
        foreach (var url in new[] { "/en/", "/en/@ada1", "/feeds/public.atom", "/feeds/@ada1.rss" })
        {
            var page = await visitor.Get(url);
            Assert.Contains("Two", page.Text, StringComparison.Ordinal);
            Assert.False(IsKept(page), url);
            Assert.True(IsKept(await visitor.Get(url)), url);
        }
        // Adding a private link must not evict public pages from the cache.
        await ada.AddLink("https://three.example/", "Three");
        foreach (var url in publicPages) Assert.True(IsKept(await visitor.Get(url)), url);
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task Every_change_of_a_public_link_is_visible_at_once()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        await ada.AddLink("https://one.example/", "One", "old", isPublic: true);
        var id = (await ada.Get("/en/links")).IdOf("One");
        var show = $"/en/links/{id}";
        await Shows(visitor, "One", "old");
        var form = await ada.Get($"{show}/edit");
        await ada.Submit(
            form,
            "form[id^=link-form]",
            new Dictionary<string, string?> { ["title"] = "Changed", ["tags"] = "new" }
        );
        await Shows(visitor, "Changed", "new");
        var tag = (await ada.Get("/en/tags"))
            .FindAll("[data-tag-id]")
            .Single(row => row.TextContent.Contains("new", StringComparison.Ordinal))
            .GetAttribute("data-tag-id");
        await ada.Submit(
            await ada.Get($"/en/tags/{tag}"),
            "form#rename-tag",
            new Dictionary<string, string?> { ["name"] = "NEW" }
        );
        await Shows(visitor, "Changed", "NEW");
        foreach (var (button, isShown) in new[] { ("archived", false), ("archived", true), ("", false) })
        {
            var page = await ada.Get(show);
            await ada.Press(page, $"button[formaction$='/{id}{(button.Length > 0 ? $"/{button}" : "")}']");
            Assert.Equal(isShown ? ["Changed"] : [], (await visitor.Get("/en/@ada1")).Titles());
        }
        var trash = await ada.Get("/en/links/trash");
        await ada.Press(trash, $"button[formaction$='/{id}/trashed']");
        await Shows(visitor, "Changed", "NEW");
        form = await ada.Get($"{show}/edit");
        await ada.Submit(form, "form[id^=link-form]", new Dictionary<string, string?> { ["public"] = null });
        Assert.Empty((await visitor.Get("/en/@ada1")).Titles());
        Assert.DoesNotContain("Changed", (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task An_import_and_a_deleted_account_are_visible_on_public_pages_at_once()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        Assert.Equal("0", (await visitor.Get("/en/@ada1")).Total());
        library.InScope(services =>
        {
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() =>
                {
                    var changes = services.GetRequiredService<LinkChangeStore>();
                    var change = changes.Begin(1, LinkChangeKind.Imported, DateTimeOffset.UtcNow);
                    services
                        .GetRequiredService<LinkImportStore>()
                        .Import(
                            1,
                            change,
                            [
                                new LinkImport
                                {
                                    Url = LinkUrl.Parse("https://imported.example/")!,
                                    Title = "Imported",
                                    IsPublic = true,
                                },
                            ],
                            DateTimeOffset.UtcNow
                        );
                });
            return true;
        });
        Assert.Equal(["Imported"], (await visitor.Get("/en/@ada1")).Titles());
        Assert.Contains("Imported", (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
        await library.AddOperator();
        await ada.Submit(
            await ada.Get("/en/account/delete"),
            "form#delete",
            new Dictionary<string, string?> { ["password"] = TestLibrary.Password }
        );
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/@ada1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/feeds/@ada1.atom")).Status);
        Assert.DoesNotContain(
            "Imported",
            (await visitor.Get("/en/")).Text + (await visitor.Get("/feeds/public.atom")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_write_of_another_process_is_visible_at_once()
    {
        await using var library = await TestLibrary.Start();
        await using var other = await TestLibrary.Start(_ => library.Settings);
        using var ada = await other.SignUp("ada1");
        using var visitor = library.NewVisitor();
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        foreach (var url in publicPages) await visitor.Get(url);
        await ada.AddLink("https://two.example/", "Two", isPublic: true);
        foreach (var url in new[] { "/en/", "/en/@ada1", "/feeds/public.atom", "/feeds/@ada1.rss" })
            Assert.Contains("Two", (await visitor.Get(url)).Text, StringComparison.Ordinal);
    }

    static async Task Shows(Visitor visitor, string title, string tag)
    {
        var page = await visitor.Get("/en/@ada1");
        Assert.Equal([title], page.Titles());
        Assert.Equal(tag, page.Find("article.link .tags").TextContent.Trim());
        Assert.Contains(title, (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
    }

    static bool IsKept(Answer answer) => answer.Headers.ContainsKey("Age");
}
