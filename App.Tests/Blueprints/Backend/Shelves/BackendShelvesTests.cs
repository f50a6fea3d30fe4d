using App.Blueprints.Shelves;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend.Shelves;

public sealed class BackendShelvesTests : OperatedLibrary
{
    [Fact]
    public async Task A_shelf_is_created_changed_renamed_closed_opened_and_deleted_with_its_archive()
    {
        var form = await Operating.Get("/backend/en/new-shelf");
        var refused = await Operating.Submit(
            form,
            "form#new-shelf",
            new Dictionary<string, string?> { ["name"] = "No Name", ["title"] = "" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(2, refused.FindAll("#new-shelf .field .errors li").Count);
        var made = await Operating.Submit(
            refused,
            "form#new-shelf",
            new Dictionary<string, string?>
            {
                ["name"] = "city",
                ["title"] = "The city",
                ["colour"] = "red",
                ["language"] = "de",
            }
        );
        Assert.Equal("/backend/en/shelves/city", made.Url.AbsolutePath);
        Assert.Equal("de", Shelf("city")!.Languages[0]);
        Assert.Equal(HttpStatusCode.OK, (await Operating.Get("/~city/de/")).Status);
        var twice = await Operating.Submit(
            await Operating.Get("/backend/en/new-shelf"),
            "form#new-shelf",
            new Dictionary<string, string?> { ["name"] = "city", ["title"] = "Again" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);

        var changed = await Operating.Submit(
            made,
            "form#shelf-form",
            new Dictionary<string, string?>
            {
                ["title"] = "Another city",
                ["colour"] = "blue",
                ["signUpOpen"] = null,
            }
        );
        Assert.Equal("Another city", changed.Find("h1").TextContent);
        Assert.False(Shelf("city")!.SignUpOpen);
        Assert.Equal("de", Shelf("city")!.Languages[0]);

        var renamed = await Operating.Submit(
            changed,
            "form#shelf-name",
            new Dictionary<string, string?> { ["name"] = "town" }
        );
        Assert.Equal("/backend/en/shelves/town", renamed.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await Operating.Get("/~city/de/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Operating.Get("/~town/de/")).Status);

        var suspended = await Operating.Press(renamed, "#shelf-state button[value=PUT]");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Operating.Get("/~town/de/")).Status);
        var open = await Operating.Press(suspended, "#shelf-state button[value=DELETE]");
        Assert.Equal(HttpStatusCode.OK, (await Operating.Get("/~town/de/")).Status);

        var kept = await Operating.Submit(
            open,
            "form#shelf-removal",
            new Dictionary<string, string?> { ["name"] = "city" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.Status);
        var deleted = await Operating.Submit(
            kept,
            "form#shelf-removal",
            new Dictionary<string, string?> { ["name"] = "town" }
        );
        Assert.Equal("/backend/en/shelves", deleted.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await Operating.Get("/~town/de/")).Status);
        await Poll.Until(async () =>
            (await Operating.Get("/backend/en/archives?q=town")).FindAll("tr[data-archive]").Count == 1
        );
    }

    [Fact]
    public async Task A_backup_is_restored_as_a_shelf_under_the_given_name()
    {
        Library.AddShelf("city");
        var archives = await Operating.Press(
            await Operating.Get("/backend/en/shelves/city"),
            "#shelf-state button[formaction]"
        );
        var archive = archives.Find("tr[data-archive] button").GetAttribute("value")!;
        Assert.StartsWith("city-", archive, StringComparison.Ordinal);
        var taken = await Operating.Press(archives, "tr[data-archive] button");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.NotEmpty(taken.FindAll(".notice[role=alert]"));
        var restored = await Operating.Press(
            taken,
            "tr[data-archive] button",
            new Dictionary<string, string?> { ["name"] = "city-2" }
        );
        Assert.Equal("/backend/en/shelves/city-2", restored.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await Operating.Get("/~city-2/en/")).Status);
    }

    [Fact]
    public async Task A_thousand_shelves_are_paged_and_searchable()
    {
        Library.InScope(scope =>
        {
            var connection = scope.GetRequiredService<App.Patterns.Sqlite.OnDemandConnection>();
            var store = new ShelfStore(connection);
            connection.Transact(() =>
            {
                for (var i = 0; i < 1000; i++)
                    store.Settle(
                        store.Add(
                            ShelfFixture.Form($"shelf-{i:0000}"), $"shelf-{i:0000}", DateTimeOffset.UtcNow)!.Value,
                        $"shelf-{i:0000}"
                    );
            });
            return 0;
        });
        var first = await Operating.Get("/backend/en/shelves");
        Assert.Equal("1000", first.Find("[data-total]").GetAttribute("data-total"));
        Assert.Equal(50, first.FindAll("tr[data-shelf]").Count);
        Assert.Equal(
            "shelf-0999",
            (await Operating.Get("/backend/en/shelves?page=20"))
                .FindAll("tr[data-shelf]")[^1]
                .GetAttribute("data-shelf")
        );
        Assert.Equal(HttpStatusCode.NotFound, (await Operating.Get("/backend/en/shelves?page=21")).Status);
        Assert.Equal(10, (await Operating.Get("/backend/en/shelves?q=SHELF-012")).FindAll("tr[data-shelf]").Count);
    }

    [Fact]
    public async Task A_shelf_operator_has_no_access_to_the_backend_of_the_site()
    {
        Library.AddShelf("city");
        using var byPath = await Library.NewVisitor().SignUpAt("shelfop1", "/~city");
        using var byName = await Library.VisitorOf("city").SignUpAt("shelfop2");
        // The operator of a shelf (a library under /~city) cannot open the site's backend, and a shelf has no backend.
        Assert.Equal(HttpStatusCode.Found, await BackendSteps.StatusOf(byPath, "/backend/en/"));
        Assert.Equal(HttpStatusCode.NotFound, await BackendSteps.StatusOf(byPath, "/~city/backend/en/"));
        Assert.Equal(HttpStatusCode.NotFound, await BackendSteps.StatusOf(byName, "/backend/en/"));
        Assert.Empty((await byPath.Get("/~city/en/links")).FindAll("a[href*='/backend']"));
        // Sends the value of the shelf's session cookie in a cookie named like the site's session cookie. The site must
        // not accept this session.
        var cookie = byPath
            .Cookies.GetAllCookies()
            .Single(one => one.Name.StartsWith("carafe", StringComparison.Ordinal))
            .Value;
        using var forger = Library.NewVisitor();
        forger.Cookies.Add(Library.Address, new Cookie("carafe", cookie));
        Assert.Equal(HttpStatusCode.Found, await BackendSteps.StatusOf(forger, "/backend/en/"));
        // The site's operator sees the running shelf.
        Assert.Single((await Operating.Get("/backend/en/applications")).FindAll("tr[data-application='/~city']"));
    }

    Shelf? Shelf(string name) => Library.Keeper().All().FirstOrDefault(shelf => shelf.Name == name);
}
