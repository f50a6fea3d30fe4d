using App.Blueprints.Shelves;
using App.Mounts;
using App.Tests.Testing;

namespace App.Tests.Mounts;

public sealed class ShelfLifecycleTests
{
    [Fact]
    public async Task A_suspended_shelf_is_503_until_it_is_resumed()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var visitor = library.NewVisitor("de");
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~bob/de/"));
        Assert.Equal(ShelfProblem.None, library.Keeper().Suspend("bob"));
        var answer = await visitor.Get("/~bob/de/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("gesperrt", answer.Find("h1").TextContent, StringComparison.Ordinal);
        await Poll.Until(() => !library.Services.GetRequiredService<ShelfMounts>().Running.Any());
        Assert.Equal(ShelfProblem.None, library.Keeper().Resume("bob"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~bob/de/"));
    }

    [Fact]
    public async Task A_renamed_shelf_is_found_only_by_its_new_name_and_keeps_its_data()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        Assert.Equal(ShelfProblem.None, await library.Keeper().Rename("bob", "robert", TimeSpan.FromSeconds(20)));
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        Assert.True(Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "robert")));
        Assert.False(Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "bob")));
        using var robert = library.VisitorOf("robert");
        await robert.SignIn("bobbob");
        Assert.Single((await robert.Get("/en/links")).FindAll("article[data-link-id]"));
    }

    [Fact]
    public async Task A_deleted_shelf_finishes_its_responses_is_404_and_can_be_restored_from_its_archive()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob", title: "Of Bob", colour: "red");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        // Simulates a request in progress: the shelf is in use while it is deleted.
        var app = library.Services.GetRequiredService<ShelfMounts>().Running.Single().Value;
        Assert.True(app.TryEnter());
        Assert.Equal(ShelfProblem.None, await library.Keeper().Delete("bob", TimeSpan.FromMilliseconds(200)));
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        Assert.Empty(library.Keeper().Archives());
        app.Leave();
        await Poll.Until(() => library.Keeper().Archives().Any() && library.Keeper().All().Count == 0);
        var archive = Assert.Single(library.Keeper().Archives());
        Assert.Equal(ShelfProblem.None, library.Keeper().Restore(archive, "bobby"));
        var shelf = Assert.Single(library.Keeper().All());
        Assert.Equal(("bobby", "Of Bob", "red"), (shelf.Name, shelf.Title, shelf.Colour));
        using var bobby = library.VisitorOf("bobby");
        Assert.Equal(HttpStatusCode.SeeOther, (await bobby.SignIn("bobbob")).Status);
        Assert.Single((await bobby.Get("/en/links")).FindAll("article[data-link-id]"));
    }

    [Fact]
    public async Task A_shelf_in_use_can_be_backed_up_and_restored_under_another_name()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("before");
        var (problem, archive) = library.Keeper().BackUp("bob");
        Assert.Equal(ShelfProblem.None, problem);
        await bob.AddLink("after");
        Assert.Equal(ShelfProblem.NameTaken, library.Keeper().Restore(archive!));
        Assert.Equal(ShelfProblem.None, library.Keeper().Restore(archive!, "copy"));
        using var copy = library.VisitorOf("copy");
        await copy.SignIn("bobbob");
        Assert.Equal(
            ["before"],
            (await copy.Get("/en/links"))
                .FindAll("article[data-link-id] :is(h2, h3)")
                .Select(title => title.TextContent.Trim())
        );
        Assert.Equal(2, (await bob.Get("/en/links")).FindAll("article[data-link-id]").Count);
    }

    [Fact]
    public async Task A_stream_of_a_renamed_shelf_finishes_and_the_next_request_is_404()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        var mounts = library.Services.GetRequiredService<ShelfMounts>();
        using var export = await bob.Http.GetAsync(
            new Uri("/export/links.html", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ShelfProblem.None, await library.Keeper().Rename("bob", "robert"));
        Assert.Contains(
            "kept",
            await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        await Poll.Until(() =>
            Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "robert"))
        );
        Assert.DoesNotContain(mounts.Running, one => one.Key.Name == "bob");
    }
}
