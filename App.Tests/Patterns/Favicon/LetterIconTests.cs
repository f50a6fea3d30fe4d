using System.Text;
using App.Blueprints.Shelves;
using App.Patterns.Favicon;
using App.Tests.Architecture;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Patterns.Favicon;

public sealed class LetterIconTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Statement", "P18.2")]
    [InlineData("")]
    [InlineData("/~bob")]
    public async Task A_shelf_has_its_own_icon_on_its_pages_and_at_favicon_ico(string root)
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob", title: "“étagère”", colour: "red");
        using var visitor = root.Length == 0 ? library.VisitorOf("bob") : library.NewVisitor();
        using var main = library.NewVisitor();
        var page = await visitor.Get($"{root}/en/");
        var icons = page.FindAll("link[rel=icon]").Select(link => link.GetAttribute("href")!).ToList();
        Assert.All(icons, url => Assert.StartsWith($"{root}/", url, StringComparison.Ordinal));
        var svg = await visitor.Http.GetStringAsync(new Uri(icons[1], UriKind.Relative), Cancelled);
        Assert.Contains(">É</text>", svg, StringComparison.Ordinal);
        Assert.Contains(Colours.HexOf("red"), svg, StringComparison.Ordinal);
        using var favicon = await visitor.Http.GetAsync(new Uri($"{root}/favicon.ico", UriKind.Relative), Cancelled);
        Assert.Equal("image/vnd.microsoft.icon", favicon.Content.Headers.ContentType!.ToString());
        Assert.True(favicon.Headers.CacheControl is { Public: true, MaxAge.TotalHours: >= 1 });
        Assert.NotNull(favicon.Headers.ETag);
        Assert.False(favicon.Headers.Contains("Set-Cookie"));
        var ico = await favicon.Content.ReadAsByteArrayAsync(Cancelled);
        Assert.InRange(ico.Length, 1000, 6000);
        Assert.Equal(ico, await visitor.Http.GetByteArrayAsync(new Uri(icons[0], UriKind.Relative), Cancelled));
        Assert.NotEqual(ico, await main.Http.GetByteArrayAsync(new Uri("/favicon.ico", UriKind.Relative), Cancelled));
        Assert.Equal(LetterIcon.Create("E", Colours.HexOf("red")).Ico, ico);
    }

    [Theory]
    [Trait("Statement", "P18.2")]
    [InlineData("Ours", "green")]
    [InlineData("Carafe", "purple")]
    public async Task A_customised_title_or_colour_gives_the_main_library_its_own_icon(
        string title, string colour)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Title = title, Colour = colour });
        using var visitor = library.NewVisitor();
        Assert.Equal(
            LetterIcon.Create(title, Colours.HexOf(colour)).Ico,
            await visitor.Http.GetByteArrayAsync(new Uri("/favicon.ico", UriKind.Relative), Cancelled));
        foreach (var link in (await visitor.Get("/en/")).FindAll("link[rel=icon]"))
            Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf(link.GetAttribute("href")!));
    }

    [Fact]
    public async Task A_new_title_or_colour_changes_the_icon_URLs()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob", title: "Bob", colour: "red");
        using var visitor = library.NewVisitor();
        var before = (await visitor.Get("/~bob/en/")).Find("link[rel=icon]").GetAttribute("href");
        Assert.Equal(ShelfProblem.None, library.Keeper().Set("bob", ShelfFixture.Form("bob", "Another", "red")));
        Assert.NotEqual(before, (await visitor.Get("/~bob/en/")).Find("link[rel=icon]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("Bob", "B", 'B')]
    [InlineData("“éclair”", "É", 'E')]
    [InlineData("مكتبة", "م", 'N')]
    [InlineData("Читальня", "Ч", 'N')]
    [InlineData("7 wonders", "7", '7')]
    [InlineData("<&>", "", 'N')]
    [InlineData("\ud801\udc28x", "\ud801\udc00", 'N')]
    public void The_icon_shows_the_first_letter_of_the_title_and_its_ICO_falls_back_to_the_name(
        string title, string letter, char glyph)
    {
        var icon = LetterIcon.Create(title, "#a52a3a", "name");
        Assert.Contains($"fill=\"#fff\">{letter}</text>", Encoding.UTF8.GetString(icon.Svg), StringComparison.Ordinal);
        Assert.Equal(LetterIcon.Create(glyph.ToString(), "#a52a3a").Ico, icon.Ico);
    }

    [Fact]
    public void Every_letter_and_digit_has_a_different_icon()
    {
        var all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".Select(
            letter => Convert.ToBase64String(LetterIcon.Create(letter.ToString(), "#0b6b57").Ico)).ToList();
        Assert.Equal(36, all.Distinct().Count());
        // The bytes of a pixel are blue, green, red and alpha. The first row is the bottom row. The middle of an edge
        // is opaque, and a corner is transparent.
        var icon = LetterIcon.Create("I", "#a52a3a").Ico;
        var small = BitConverter.ToInt32(icon, 18) + 40;
        Assert.Equal([0x3a, 0x2a, 0xa5, 0xff], icon[(small + (8 * 4))..(small + (9 * 4))]);
        Assert.Equal([0, 0, 0, 0], icon[small..(small + 4)]);
        Assert.Equal(icon.Length, BitConverter.ToInt32(icon, 34) + BitConverter.ToInt32(icon, 30));
    }

    [Fact]
    public void Icon_colours_match_the_stylesheet()
    {
        var css = File.ReadAllText(Source.Path("wwwroot/css/site.css"));
        Assert.Contains($"--accent: light-dark({Colours.HexOf(Colours.Default)},", css, StringComparison.Ordinal);
        foreach (var colour in Colours.All.Skip(1))
            Assert.Contains(
                $"[data-colour=\"{colour}\"] {{\n    --accent: light-dark({Colours.HexOf(colour)},", css,
                StringComparison.Ordinal);
    }
}
