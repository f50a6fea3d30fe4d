using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchChipsTests
{
    const string Trail = "?tag=csharp&site=one.example&tag=sql&sort=-date&sort=title";

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task Steps_are_shown_as_chips_in_order_and_removing_one_keeps_the_others()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/b", "B", tags: "csharp, sql");
        await ada.AddLink("https://one.example/a", "A", tags: "csharp, sql");
        await ada.AddLink("https://one.example/c", "C", tags: "csharp");
        await ada.AddLink("https://two.example/d", "D", tags: "csharp, sql");
        var page = await ada.Get($"/en/links{Trail}");
        Assert.Equal(["A", "B"], page.Titles());
        Assert.Equal(["#csharp", "one.example", "#sql", "Newest first", "Title A–Z"], Chips(page));
        Assert.Equal(
            [
                "/en/links?site=one.example&tag=sql&sort=-date&sort=title",
                "/en/links?tag=csharp&tag=sql&sort=-date&sort=title",
                "/en/links?tag=csharp&site=one.example&sort=-date&sort=title",
                "/en/links?tag=csharp&site=one.example&tag=sql&sort=title",
                "/en/links?tag=csharp&site=one.example&tag=sql&sort=-date",
            ],
            page.FindAll("#trail a.active").Select(chip => chip.GetAttribute("href"))
        );
        Assert.All(page.FindAll("#trail a"), chip =>
            Assert.Equal(chip.GetAttribute("href"), chip.GetAttribute("hx-get"))
        );
        page = await ada.Get(page.FindAll("#trail a")[1].GetAttribute("href")!);
        Assert.Equal(["D", "A", "B"], page.Titles());
        page = await ada.Get(page.FindAll("#trail a")[1].GetAttribute("href")!);
        Assert.Equal(["#csharp", "Newest first", "Title A–Z"], Chips(page));
        Assert.Equal(["D", "C", "A", "B"], page.Titles());
        page = await ada.Get(page.Find("#trail a.quiet").GetAttribute("href")!);
        Assert.Equal("/en/links", page.Url.PathAndQuery);
        Assert.Empty(page.FindAll("#trail"));
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task A_cached_page_of_one_step_order_is_not_served_for_another()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/a", "A", tags: "x, y", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(
                ["#x", "one.example", "#y"],
                Chips(await visitor.Get("/en/@ada1?tag=x&site=one.example&tag=y&utm=z"))
            );
            Assert.Equal(
                ["#y", "#x", "one.example"],
                Chips(await visitor.Get("/en/@ada1?tag=y&tag=x&site=one.example"))
            );
        }
    }

    [Fact]
    public async Task Steps_are_escaped()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get(
            $"/en/links?tag={Uri.EscapeDataString("</script><script>")}"
                + $"&site={Uri.EscapeDataString("\"><img src=x>")}&tag=%22onclick%3D"
        );
        Assert.Equal(["#</script><script>", "\"><img src=x>", "#\"onclick="], Chips(page));
        Assert.Empty(page.FindAll("#trail script, #trail img, #trail [onclick]"));
    }

    [Theory]
    [InlineData("de", "#x|Ungelesen|Titel Z–A")]
    [InlineData("fr", "#x|Non lus|Titre Z–A")]
    [InlineData("ar", "#x|غير المقروءة|الاسم من ي إلى أ")]
    public async Task Chips_are_in_the_language_of_the_page(string language, string chips)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1", language);
        Assert.Equal(chips, string.Join('|', Chips(await ada.Get($"/{language}/links?tag=x&is=unread&sort=-title"))));
    }

    static string[] Chips(Answer page) =>
        [
            .. page.FindAll("#trail a.active")
                .Select(chip =>
                    string.Concat(
                            chip.Children.Where(part => part.ClassName != "visually-hidden" && part.LocalName != "svg")
                                .Select(part => part.TextContent)
                        )
                        .Trim()
                ),
        ];
}
