using System.Text.Json;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Caching;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.PublicPages;

/// <summary>Public pages are cached as a whole and are never older than the last write.</summary>
public sealed class PublicPagesTests
{
    static readonly string[] publicPages =
    [
        "/en/",
        "/en/@ada1",
        "/en/about",
        "/en/patterns",
        "/feeds/public.atom",
        "/feeds/@ada1.rss",
    ];

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
        // A private link does not evict public pages.
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

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_cached_page_never_contains_private_data()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://open.example/", "Open", note: "my secret", isPublic: true);
        await ada.AddLink("https://closed.example/", "Closed");
        foreach (var url in publicPages) await ada.Get(url);
        Assert.Equal(0, Pages(library).Entries);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++)
            foreach (var url in publicPages)
            {
                var page = await visitor.Get(url);
                Assert.DoesNotContain("Closed", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("/account/settings", page.Text, StringComparison.Ordinal);
            }
        Assert.Contains("Closed", (await ada.Get("/en/")).Text, StringComparison.Ordinal);
        Assert.False(IsKept(await ada.Get("/en/@ada1")));
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task No_cached_page_contains_a_token_and_pages_with_forms_are_not_cached()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        // Gets the antiforgery cookie first, so that later responses do not set it.
        await visitor.Get("/en/account/sign-in");
        for (var i = 0; i < 2; i++)
            foreach (var url in publicPages.Concat(["/en/account/sign-in", "/en/account/sign-up", "/en/account/theme"]))
            {
                var page = await visitor.Get(url);
                var hasForm =
                    page.Text.Contains("__RequestVerificationToken", StringComparison.Ordinal)
                    || page.FindAll("form[method=post]").Count > 0;
                Assert.Equal(url.StartsWith("/en/account/", StringComparison.Ordinal), hasForm);
                Assert.Equal(!hasForm && i > 0, IsKept(page));
            }
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_flash_message_is_shown_although_the_page_is_cached_and_is_not_cached_with_it()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        await visitor.Get("/en/");
        Assert.True(IsKept(await visitor.Get("/en/")));
        var farewell = await ada.Submit(await ada.Get("/en/account/sign-out"), "form#sign-out");
        Assert.Single(farewell.FindAll("#flashes li"));
        Assert.False(IsKept(farewell));
        foreach (var next in new[] { await visitor.Get("/en/"), await ada.Get("/en/") })
        {
            Assert.Empty(next.FindAll("#flashes li"));
            Assert.True(IsKept(next));
        }
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task Unknown_query_parameters_share_one_cache_entry_and_do_not_reach_the_page()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 100; i++)
        {
            var page = await visitor.Get($"/en/@ada1?utm_x={i}&is=unread");
            Assert.DoesNotContain("utm_x", page.Text, StringComparison.Ordinal);
        }
        Assert.Equal((1, 1), (Pages(library).Entries, Pages(library).Misses));
        await visitor.Get("/en/@ada1?sort=site&sort=title");
        await visitor.Get("/en/@ada1?sort=title&sort=site");
        Assert.Equal(3, Pages(library).Entries);
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task Page_fragment_language_and_theme_are_cached_separately()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++)
        {
            Assert.Single((await visitor.Get("/en/@ada1")).FindAll("main"));
            var fragment = await visitor.Get("/en/@ada1", htmx: true);
            Assert.Empty(fragment.FindAll("main"));
            Assert.Contains("HX-Request", fragment.Headers["Vary"], StringComparison.Ordinal);
            Assert.Equal(i > 0, IsKept(fragment));
            Assert.Equal("de", (await visitor.Get("/de/@ada1")).Find("html").GetAttribute("lang"));
        }
        using var dark = library.NewVisitor();
        await dark.Submit(
            await dark.Get("/en/account/theme"),
            "form#theme",
            new Dictionary<string, string?> { ["theme"] = "dark" }
        );
        Assert.Equal("dark", (await dark.Get("/en/@ada1")).Find("html").GetAttribute("data-theme"));
        Assert.Equal("auto", (await visitor.Get("/en/@ada1")).Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task List_fragment_JSON_and_feed_respond_304_to_their_current_ETag()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        HashSet<string> tags = [];
        foreach (
            var (url, header, value) in new[]
            {
                ("/en/@ada1", "X-None", ""),
                ("/en/@ada1", "HX-Request", "true"),
                ("/en/@ada1", "Accept", "application/json"),
                ("/feeds/@ada1.atom", "X-None", ""),
            }
        )
        {
            var tag = (await Send(HttpMethod.Get)).Headers["ETag"];
            tags.Add(tag);
            Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Get, tag)).Status);
            Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Head, tag)).Status);
            var head = await Send(HttpMethod.Head);
            Assert.Equal((tag, ""), (head.Headers["ETag"], head.Text));
            Assert.NotEqual("0", head.Headers["Content-Length"]);
            await ada.AddLink($"https://example.com/{tags.Count}", isPublic: true);
            Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Get, tag)).Status);

            async Task<Answer> Send(HttpMethod method, string? has = null)
            {
                using var request = new HttpRequestMessage(method, url);
                request.Headers.TryAddWithoutValidation(header, value);
                if (has is not null) request.Headers.TryAddWithoutValidation("If-None-Match", has);
                return await visitor.Send(request);
            }
        }
        Assert.Equal(4, tags.Count);
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task The_public_links_of_a_member_are_available_as_JSON()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("Ada1");
        await ada.AddLink("https://one.example/", "One", "x, y", note: "secret", isPublic: true);
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/@Ada1?tag=x");
        request.Headers.Add("Accept", "application/json");
        var answer = await visitor.Send(request);
        Assert.Contains("Accept", answer.Headers["Vary"], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(answer.Text);
        Assert.Equal(
            ["name", "total", "page", "pages", "links"],
            json.RootElement.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("Ada1", json.RootElement.GetProperty("name").GetString());
        var link = json.RootElement.GetProperty("links")[0];
        Assert.Equal(
            ["url", "title", "description", "tags", "createdAt"],
            link.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(["x", "y"], link.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        using var unknown = new HttpRequestMessage(HttpMethod.Get, "/en/@nobody");
        unknown.Headers.Add("Accept", "application/json");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Send(unknown)).Status);
    }

    [Fact]
    public async Task The_URL_of_a_members_links_is_redirected_to_its_canonical_form()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/@ada1/?q=x");
        var answer = await visitor.Send(request);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "/en/@ada1?q=x"), (answer.Status, answer.Location!.ToString()));
    }

    [Fact]
    public async Task The_home_page_links_each_public_link_to_the_page_of_its_author()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        var author = (await visitor.Get("/en/")).Find("article.link a[href='/en/@ada1']");
        Assert.Equal("@ada1", author.TextContent);
        Assert.Empty((await visitor.Get("/en/@ada1")).FindAll("article.link a[href='/en/@ada1']"));
    }

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task Parallel_visitors_share_one_query_for_all_forms_of_a_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        var asking = Enumerable.Range(0, 40).Select(async i =>
        {
            using var visitor = library.NewVisitor();
            return await visitor.Get($"/{(i % 2 == 0 ? "en" : "fr")}/@ada1", htmx: i % 4 > 1);
        });
        Assert.All(await Task.WhenAll(asking), page => Assert.Equal(["One"], page.Titles()));
        Assert.Equal(4, Pages(library).Misses);
        Assert.Equal(1, library.Services.GetRequiredService<CacheStatistics>().Data.Misses);
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task A_library_without_a_cache_returns_the_same_responses()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Cache = CacheBackend.None });
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++) Assert.False(IsKept(await visitor.Get("/en/@ada1")));
        Assert.Equal(["One"], (await visitor.Get("/en/@ada1")).Titles());
    }

    static async Task Shows(Visitor visitor, string title, string tag)
    {
        var page = await visitor.Get("/en/@ada1");
        Assert.Equal([title], page.Titles());
        Assert.Equal(tag, page.Find("article.link .tags").TextContent.Trim());
        Assert.Contains(title, (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
    }

    static bool IsKept(Answer answer) => answer.Headers.ContainsKey("Age");

    static CacheCounters Pages(TestLibrary library) => library.Services.GetRequiredService<CacheStatistics>().Pages;
}
