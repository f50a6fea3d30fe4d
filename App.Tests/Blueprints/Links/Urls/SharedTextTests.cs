using System.Text.Json;
using App.Blueprints.Links.Urls;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Urls;

public sealed class SharedTextTests
{
    [Theory]
    [InlineData("", "", "A story https://example.com/a", "https://example.com/a", "A story", "")]
    [InlineData("", "", "https://example.com/a A story", "https://example.com/a", "A story", "")]
    [InlineData("", "", "“A story” – https://example.com/a.", "https://example.com/a", "A story", "")]
    [InlineData("", "A story", "A story https://example.com/a", "https://example.com/a", "A story", "")]
    [InlineData("", "A story", "Read this: https://example.com/a", "https://example.com/a", "A story", "Read this")]
    [InlineData("", "A story", "https://example.com/a", "https://example.com/a", "A story", "")]
    [InlineData("https://example.com/a", "", "A story", "https://example.com/a", "A story", "")]
    [InlineData("https://example.com/a", "A story", "A quotation", "https://example.com/a", "A story", "A quotation")]
    [InlineData("", "", "no address here", "", "", "no address here")]
    [InlineData("A story https://example.com/a", "", "", "https://example.com/a", "A story", "")]
    [InlineData("view-source:https://example.com/a", "T", "", "https://example.com/a", "T", "")]
    public void A_shared_text_is_split_into_URL_and_title_without_loss(
        string url,
        string title,
        string text,
        string address,
        string heading,
        string rest
    ) => Assert.Equal(new SharedText(address, heading, rest), SharedText.Of(url, title, text));

    [Fact]
    public async Task The_manifest_declares_a_share_target_and_the_form_shows_the_shared_text()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        using var manifest = JsonDocument.Parse((await ada.Get("/manifest.webmanifest")).Text);
        var target = manifest.RootElement.GetProperty("share_target");
        var text = target.GetProperty("params").GetProperty("text").GetString();
        var form = await ada.Get(
            $"{target.GetProperty("action").GetString()}?{text}={Uri.EscapeDataString("A story https://example.com/a")}"
        );
        Assert.Equal("https://example.com/a", form.Find("[name='Form.Url']").GetAttribute("value"));
        Assert.Equal("A story", form.Find("[name='Form.Title']").GetAttribute("value"));
    }

    [Fact]
    public async Task A_text_pasted_as_the_URL_provides_the_title_of_a_link_without_one()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.AddLink("A story – https://example.com/a");
        await ada.AddLink("Another https://example.com/b", "My own");
        await ada.AddLink("localhost:3000", "Here");
        var list = await ada.Get("/en/links?sort=title");
        Assert.Equal(["A story", "Here", "My own"], list.Titles().Order());
        Assert.Equal(
            ["http://localhost:3000", "https://example.com/a", "https://example.com/b"],
            list.FindAll("article.link h2 a").Select(link => link.GetAttribute("href")!).Order());
    }

    [Fact]
    public async Task An_import_extracts_the_URL_from_a_browser_specific_URL()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        var report = await ada.Import("""
            <DL><DT><A HREF="about:reader?url=https%3A%2F%2Fnews.example.org%2F2023%2Froad%2F">Reader</A>
            <DT><A HREF="view-source:https://src.example.org/page">Source</A>
            <DT><A HREF="feed:https://blog.example.org/rss.xml">Feed</A>
            <DT><A HREF="feed://blog2.example.org/rss.xml">Feed 2</A>
            <DT><A HREF="https://https://twice.example.org/">Twice</A>
            <DT><A HREF="https://l.example.org/plain">Plain</A></DL>
            """);
        Assert.Equal((6, 0, 0), report.Counts());
        Assert.Equal(
            [
                "https://blog.example.org/rss.xml", "https://blog2.example.org/rss.xml", "https://l.example.org/plain",
                "https://news.example.org/2023/road/", "https://src.example.org/page", "https://twice.example.org/",
            ],
            (await ada.Get("/en/links"))
                .FindAll("article.link h2 a")
                .Select(link => link.GetAttribute("href")!)
                .Order(StringComparer.Ordinal)
        );
    }
}
