using System.Globalization;
using App.Patterns.Localization;
using App.Patterns.Localization.Cookies;
using App.Patterns.Localization.Texts;
using App.Patterns.UrlProcessors;
using App.Tests.Testing;

namespace App.Tests.Patterns.Localization;

public sealed class LanguagesTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    [Theory]
    [InlineData("/xx/", "en", "en")]
    [InlineData("/DE/", "fr", "fr")]
    [InlineData("/nope", "fr-CA, de;q=0.5", "fr")]
    [InlineData("/de/nope", "fr", "de")]
    [InlineData("/ar/nope", "en", "ar")]
    [Trait("Statement", "P04.4")]
    [Trait("Statement", "P04.5")]
    public async Task A_404_page_is_in_the_best_matching_language(
        string url,
        string accepts,
        string language
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor(accepts);
        var answer = await visitor.Get(url);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(language, answer.Find("html").GetAttribute("lang"));
        Assert.Equal(language == "ar" ? "rtl" : "ltr", answer.Find("html").GetAttribute("dir"));
    }

    [Theory]
    [InlineData("en", null, "/en/")]
    [InlineData("de-AT, en;q=0.9", null, "/de/")]
    [InlineData("en;q=0.1, ar;q=0.2", null, "/ar/")]
    [InlineData("xx, fr;q=0", null, "/en/")]
    [InlineData("de", "ar", "/ar/")]
    [InlineData("de", "xx", "/de/")]
    [Trait("Statement", "P04.4")]
    public async Task The_root_redirects_to_the_negotiated_language_and_is_not_cached(
        string accepts,
        string? cookie,
        string home
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor(accepts);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/?kept=1");
        if (cookie is not null) request.Headers.Add("Cookie", $"{LanguageCookie.Name}={cookie}");
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal($"{home}?kept=1", answer.Headers["Location"]);
        Assert.Equal("Accept-Language, Cookie", answer.Headers["Vary"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("/de/links", "?q=a%20b&tag=c", "/base/ar/links?q=a%20b&tag=c")]
    [InlineData("/de/", "", "/base/ar/")]
    [InlineData("/nope", "", "/base/ar/nope")]
    [Trait("Statement", "P04.2")]
    public void A_language_link_keeps_path_and_query(string path, string query, string expected)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection()
                .AddSingleton(new Languages("en", "de", "ar"))
                .BuildServiceProvider(),
        };
        context.Request.PathBase = "/base";
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        Assert.Equal(expected, context.InLanguage("ar"));
    }

    [Fact]
    [Trait("Statement", "P04.6")]
    public async Task An_API_endpoint_formats_numbers_invariantly_in_every_browser_language()
    {
        await using var library = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        using var visitor = library.NewVisitor("de");
        Assert.Equal("1.5", (await visitor.Get("/probe/culture")).Text);
    }

    // Source of the plural rules: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
    [Theory]
    [InlineData("en", "one", 1)]
    [InlineData("en", "other", 0, 2, 11, 100, 1_000_000)]
    [InlineData("de", "one", 1)]
    [InlineData("de", "other", 0, 2, 11, 101)]
    [InlineData("fr", "one", 0, 1)]
    [InlineData("fr", "many", 1_000_000, 3_000_000)]
    [InlineData("fr", "other", 2, 11, 100, 1_000_001)]
    [InlineData("ar", "zero", 0)]
    [InlineData("ar", "one", 1)]
    [InlineData("ar", "two", 2)]
    [InlineData("ar", "few", 3, 10, 103, 110, 1003)]
    [InlineData("ar", "many", 11, 26, 99, 111, 1011)]
    [InlineData("ar", "other", 100, 101, 102, 200, 202, 1000, 10_000, 1_000_000)]
    public void Plural_forms_follow_the_rules_of_the_language(string language, string form, params int[] numbers) =>
        Assert.All(numbers, number => Assert.Equal(form, PluralForms.Of(CultureInfo.GetCultureInfo(language), number)));
}
