using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

public sealed class ScriptsTests
{
    [Fact]
    public async Task The_switch_disables_all_scripts_of_the_handbook_and_enables_them_again()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns/flashing");
        Assert.NotEmpty(page.FindAll("script"));
        var without = await visitor.Submit(
            page,
            "form.switch",
            new Dictionary<string, string?> { ["_method"] = "PUT" }
        );
        Assert.Equal("/en/patterns/flashing", without.Url.AbsolutePath);
        Assert.Empty(without.FindAll("script, meta[name=htmx-config]"));
        Assert.Empty((await visitor.Get("/en/patterns")).FindAll("script"));
        Assert.NotEmpty((await visitor.Get("/en/about")).FindAll("script"));
        var again = await visitor.Submit(
            without,
            "form.switch",
            new Dictionary<string, string?> { ["_method"] = "DELETE" }
        );
        Assert.NotEmpty(again.FindAll("script"));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    public async Task The_switch_never_redirects_to_another_site(string next)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(
            await visitor.Get("/en/patterns/flashing"),
            "form.switch",
            new Dictionary<string, string?> { ["_method"] = "PUT", ["next"] = next },
            follow: false
        );
        Assert.Equal("/en/patterns", answer.Headers["Location"]);
    }
}
