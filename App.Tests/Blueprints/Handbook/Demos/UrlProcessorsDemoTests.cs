using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class UrlProcessorsDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    [Theory]
    [InlineData("en", "1,234,567.891", "HTTP traffic")]
    [InlineData("de", "1.234.567,891", "HTTP-Verkehr")]
    [Trait("Statement", "P04.1")]
    public async Task The_same_fragment_is_in_the_language_of_its_URL(
        string language,
        string number,
        string text
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var link = (await visitor.Get("/en/patterns/urlprocessors"))
            .Find($"#urlprocessors-languages a[lang={language}]")
            .GetAttribute("href")!;
        Assert.Equal($"/{language}/patterns/urlprocessors/demo", link);
        var piece = await visitor.Get(link, htmx: true);
        Assert.DoesNotContain("<html", piece.Text, StringComparison.Ordinal);
        var facts = piece.Find("#urlprocessors-facts").TextContent;
        Assert.Contains(number, facts, StringComparison.Ordinal);
        Assert.Contains(text, facts, StringComparison.Ordinal);
        Assert.Contains("page = /Handbook/Demos/UrlProcessors", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("lang =", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_a_language_link_opens_the_chapter_in_that_language()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/fr/patterns/urlprocessors/demo");
        Assert.Equal("/fr/patterns/urlprocessors", page.Url.AbsolutePath);
        Assert.Equal("fr", page.Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/Handbook/Index", "", "gives /de/patterns")]
    [InlineData("/Accounts/SigningIn/SignIn", "fr", "gives /fr/account/sign-in")]
    [InlineData("/Links/Home/Home", "", "gives /de/")]
    [InlineData("/Links/Home/Home", "xx", "throws No endpoint matches")]
    [InlineData("/Handbook/Nowhere", "", "throws No endpoint matches")]
    [InlineData("/Admin/Secret", "zz", "gives /de/patterns")]
    [Trait("Statement", "P04.2")]
    [Trait("Statement", "P04.3")]
    public async Task A_URL_is_generated_with_the_current_or_the_explicit_language(
        string to,
        string language,
        string outcome
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { true, false })
        {
            var response = await visitor.Submit(
                await visitor.Get("/de/patterns/urlprocessors"),
                "#urlprocessors-demo",
                new Dictionary<string, string?> { ["to"] = to, ["in"] = language },
                htmx
            );
            Assert.Contains(
                outcome,
                string.Join(
                    ' ',
                    response
                        .Find("#urlprocessors-built")
                        .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                ),
                StringComparison.Ordinal
            );
        }
    }
}
