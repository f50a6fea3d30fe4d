using App.Patterns.Packages;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class PackagesDemoTests
{
    [Fact]
    public async Task The_blueprints_of_the_running_application_are_listed_in_order()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns/packages");
        Assert.Equal(
            library
                .Services.GetRequiredService<IReadOnlyList<RegisteredBlueprint>>()
                .Select(blueprint => blueprint.Name),
            page.FindAll("[data-blueprint]").Select(row => row.GetAttribute("data-blueprint"))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_URLs_of_the_selected_blueprint_are_shown_with_their_pages(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/packages");
        var response = await visitor.Submit(
            form,
            "#packages-demo",
            new Dictionary<string, string?> { ["blueprint"] = "Links" },
            htmx
        );
        Assert.Equal(htmx, !response.Text.Contains("<html", StringComparison.Ordinal));
        var addresses = response.FindAll("#packages-addresses li");
        var edit = Assert.Single(addresses, address =>
            address.QuerySelector("code")!.TextContent == "/{lang:lang}/links/{id:long}/edit"
        );
        Assert.Equal("/en/source/App/Blueprints/Links/Edit.cshtml", edit.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(addresses, address =>
            address.TextContent.Contains("/api/links/exists", StringComparison.Ordinal)
            && address.QuerySelector("a") is null
        );
        Assert.Equal("Links", response.Find("#packages-blueprint option[selected]").TextContent);
    }

    [Fact]
    public async Task Every_form_is_sent_by_htmx_where_scripts_run()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var forms = (await visitor.Get("/en/patterns/packages")).FindAll(".requests form");
        Assert.Equal(4, forms.Count);
        Assert.All(forms, form => Assert.Equal(form.GetAttribute("action"), form.GetAttribute("hx-get")));
        var json = Assert.Single(forms, form =>
            form.GetAttribute("action")!.StartsWith("/api/", StringComparison.Ordinal)
        );
        Assert.Equal(("#packages-json", "textContent"), (json.GetAttribute("hx-target"), json.GetAttribute("hx-swap")));
    }

    [Fact]
    public async Task An_unknown_blueprint_name_shows_the_last_blueprint()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns/packages/demo?blueprint=%3Cscript%3E");
        Assert.Equal("Handbook", page.Find("#packages-blueprint option[selected]").TextContent);
    }

    [Theory]
    [InlineData(0, "Page not found in the handbook")]
    [InlineData(1, "Page not found")]
    [InlineData(2, "Page not found")]
    [Trait("Statement", "P01.8")]
    public async Task A_404_is_handled_by_the_blueprint_if_it_has_a_handler_and_otherwise_by_the_application(
        int number,
        string words
    )
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var address = (await visitor.Get("/en/patterns/packages"))
            .FindAll(".requests form")[number]
            .GetAttribute("action")!;
        var page = await visitor.Get(address);
        Assert.Equal((HttpStatusCode.NotFound, words), (page.Status, page.Find("h1").TextContent));
        var note = await visitor.Get(address, htmx: true);
        Assert.Equal(
            (HttpStatusCode.NotFound, "#flashes", words),
            (note.Status, note.Headers["HX-Retarget"], note.Find("li strong").TextContent)
        );
        Assert.DoesNotContain("<html", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_404_of_an_API_is_a_JSON_problem()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var response = await visitor.Get(
            (await visitor.Get("/en/patterns/packages")).FindAll(".requests form")[3].GetAttribute("action")!
        );
        Assert.Equal(
            (HttpStatusCode.NotFound, "application/problem+json"),
            (response.Status, response.Headers["Content-Type"])
        );
    }

    [Fact]
    public async Task The_404_page_of_the_handbook_is_in_the_language_of_the_URL_and_has_a_search_form()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/de/source/nowhere.cs");
        Assert.Equal("Seite im Handbuch nicht gefunden", page.Find("h1").TextContent);
        Assert.Equal("/de/patterns", page.Find("main form[role=search]").GetAttribute("action"));
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
    }
}
