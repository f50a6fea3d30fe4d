using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class AboutTests
{
    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task An_operator_sees_what_the_caches_do_and_others_do_not()
    {
        await using var library = await TestLibrary.Start();
        using var operatorOfAll = await library.SignUp("ada1");
        using var member = await library.SignUp("bob1");
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 3; i++) await visitor.Get("/en/");
        var page = await operatorOfAll.Get("/en/about");
        Assert.Equal("2", page.Find("[data-cache=pages] [data-hits]").TextContent);
        Assert.Equal(2, page.FindAll("[data-cache]").Count);
        Assert.Empty((await member.Get("/en/about")).FindAll("[data-cache]"));
        Assert.Empty((await visitor.Get("/en/about")).FindAll("[data-cache]"));
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task An_operator_sees_which_lazy_views_are_loaded()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        Assert.All((await ada.Get("/en/about")).FindAll("[data-lazy]"), view => Assert.Equal("not loaded", view.TextContent));
        await ada.Get("/export/links.csv");
        var views = (await ada.Get("/en/about")).FindAll("[data-lazy]");
        Assert.Single(views, view => view.TextContent.StartsWith("loaded at", StringComparison.Ordinal));
        Assert.True(views.Count > 3);
    }
}
