using App.Blueprints.Handbook.Demos.AppFactories;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class AppFactoriesDemoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_application_stores_notes_separately_and_applies_its_own_settings(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/appfactories");
        Assert.All(form.FindAll("[data-app]"), app =>
            Assert.Contains("Not built yet", app.TextContent, StringComparison.Ordinal)
        );
        var response = await Write(visitor, form, "Kitchen", "Buy milk", htmx);
        Assert.Equal(["Buy milk"], Notes(response, "Kitchen"));
        Assert.Empty(Notes(response, "Office"));
        Assert.Contains("Not built yet", response.Find("[data-app=Office]").TextContent, StringComparison.Ordinal);
        response = await Write(visitor, form, "Office", "Buy milk", htmx);
        Assert.Equal(["Buy milk"], Notes(response, "Kitchen"));
        Assert.Equal(["BUY MILK"], Notes(response, "Office"));
        Assert.Equal(htmx, !response.Text.Contains("<html", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notes_are_limited_in_number_and_length_and_are_private_to_their_visitor()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/appfactories");
        for (var i = 0; i < 6; i++)
        {
            await Write(visitor, form, "Kitchen", $"{i}\n{new string('x', 10_000)}", htmx: true);
            await Write(visitor, form, "Office", "", htmx: true);
        }
        var page = await visitor.Get("/en/patterns/appfactories");
        Assert.Equal(["5", "4", "3"], Notes(page, "Kitchen").Select(note => note[..1]));
        Assert.All(Notes(page, "Kitchen"), note => Assert.Equal(200, note.Length));
        Assert.Equal(Enumerable.Repeat("AN EMPTY NOTE", 5), Notes(page, "Office"));
        Assert.Empty((await other.Get("/en/patterns/appfactories")).FindAll("[data-app] li"));
    }

    [Fact]
    public async Task At_most_two_applications_exist_for_every_requested_name()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/appfactories");
        var response = await Write(visitor, form, "Cellar", "Wine", htmx: true);
        Assert.Equal(["Wine"], Notes(response, "Kitchen"));
        Assert.Equal(2, response.FindAll("[data-app]").Count);
    }

    [Fact]
    [Trait("Statement", "P02.1")]
    [Trait("Statement", "P02.4")]
    [Trait("Statement", "P02.10")]
    public async Task Two_applications_of_one_class_share_nothing_and_have_the_middleware_of_their_settings()
    {
        using var notebooks = new Notebooks();
        using var others = new Notebooks();
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(number => notebooks.All[number % 2].Write($"visitor {number}", $"note {number}"))
        );
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(
                [number % 2 == 0 ? $"note {number}" : $"NOTE {number}"],
                await notebooks.All[number % 2].Read($"visitor {number}")
            );
            Assert.Empty(await notebooks.All[(number + 1) % 2].Read($"visitor {number}"));
        }
        Assert.All(others.All, notebook => Assert.Null(notebook.Took));
    }

    [Fact]
    public async Task The_number_of_stored_visitors_is_limited()
    {
        using var notebooks = new Notebooks();
        for (var number = 0; number < 500; number++) await notebooks.All[0].Write($"visitor {number}", "here");
        var stored = 0;
        for (var number = 0; number < 500; number++)
            stored += (await notebooks.All[0].Read($"visitor {number}")).Count;
        Assert.InRange(stored, 1, 200);
    }

    static Task<Answer> Write(Visitor visitor, Answer form, string app, string text, bool htmx) =>
        visitor.Submit(
            form,
            "#appfactories-demo",
            new Dictionary<string, string?> { ["app"] = app, ["text"] = text },
            htmx
        );

    static IEnumerable<string> Notes(Answer page, string app) =>
        page.FindAll($"[data-app={app}] li").Select(note => note.TextContent);
}
