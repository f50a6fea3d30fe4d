using System.Globalization;
using System.Xml.Linq;
using App.Blueprints.Feeds;
using App.Blueprints.Links;
using App.Tests.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Feeds;

public sealed class FeedTests
{
    static readonly XNamespace atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task The_Atom_feed_lists_the_newest_public_links_with_absolute_URLs()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("Ada1");
        await ada.AddLink(
            "https://one.example/?a=1&b=2",
            "One & <b>all</b>",
            "x, y & z",
            note: "secret",
            isPublic: true
        );
        await ada.AddLink("https://closed.example/", "Closed");
        await ada.AddLink("https://two.example/", isPublic: true);
        using var visitor = library.NewVisitor("fr");
        foreach (var (url, page) in new[] { ("/feeds/public.atom", "fr/"), ("/feeds/@ada1.atom", "fr/@Ada1") })
        {
            var answer = await visitor.Get(url);
            Assert.Equal("application/atom+xml; charset=utf-8", answer.Headers["Content-Type"]);
            var feed = XDocument.Parse(answer.Text).Root!;
            Assert.Equal("fr", feed.Attribute(XNamespace.Xml + "lang")!.Value);
            Assert.Equal($"{library.Address}{page}", Link(feed, "alternate"));
            Assert.Equal(Link(feed, "self"), feed.Element(atom + "id")!.Value);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(Link(feed, "self"))).Status);
            var entries = feed.Elements(atom + "entry").ToList();
            Assert.Equal(
                ["https://two.example/", "One & <b>all</b>"],
                entries.Select(entry => entry.Element(atom + "title")!.Value)
            );
            Assert.Equal("https://one.example/?a=1&b=2", Link(entries[1], "alternate"));
            Assert.Equal(
                ["x", "y & z"],
                entries[1].Elements(atom + "category").Select(tag => tag.Attribute("term")!.Value)
            );
            Assert.Equal("Ada1", entries[1].Element(atom + "author")!.Element(atom + "name")!.Value);
            Assert.Equal(2, entries.Select(entry => entry.Element(atom + "id")!.Value).Distinct().Count());
            Assert.All(entries, entry =>
                Assert.True(Uri.IsWellFormedUriString(entry.Element(atom + "id")!.Value, UriKind.Absolute))
            );
            Assert.All(feed.Descendants(atom + "updated"), date =>
                DateTimeOffset.Parse(date.Value, CultureInfo.InvariantCulture)
            );
            Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_RSS_feed_lists_the_same_links()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", "x", isPublic: true);
        using var visitor = library.NewVisitor();
        var answer = await visitor.Get("/feeds/@ada1.rss");
        Assert.Equal("application/rss+xml; charset=utf-8", answer.Headers["Content-Type"]);
        var channel = XDocument.Parse(answer.Text).Root!.Element("channel")!;
        Assert.Equal(
            ["Public links of ada1", $"{library.Address}en/@ada1", "en"],
            [channel.Element("title")!.Value, channel.Element("link")!.Value, channel.Element("language")!.Value]
        );
        Assert.Equal($"{library.Address}feeds/@ada1.rss", channel.Element(atom + "link")!.Attribute("href")!.Value);
        var item = channel.Element("item")!;
        Assert.Equal(
            ["One", "https://one.example/", "x"],
            [item.Element("title")!.Value, item.Element("link")!.Value, item.Element("category")!.Value]
        );
        Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value);
        Assert.True(
            DateTimeOffset.TryParseExact(
                item.Element("pubDate")!.Value,
                "R",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        );
    }

    [Fact]
    public async Task A_tag_filters_a_feed_and_other_query_parameters_do_not()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob11");
        await ada.AddLink("https://one.example/", "One", "Wanted Tag", isPublic: true);
        await ada.AddLink("https://two.example/", "Two", "other", isPublic: true);
        await ada.AddLink("https://closed.example/", "Closed", "wanted tag");
        await bob.AddLink("https://three.example/", "Three", "wanted tag", isPublic: true);
        using var visitor = library.NewVisitor();
        Assert.Equal(["Three", "One"], await Titles("/feeds/public.atom?tag=wanted+tag"));
        Assert.Equal(["One"], await Titles("/feeds/@ada1.atom?tag=%23WANTED%20TAG&utm_x=1"));
        Assert.Equal(["Two", "One"], await Titles("/feeds/@ada1.atom?q=two&utm_x=1"));
        Assert.Empty(await Titles("/feeds/@ada1.atom?tag=nothing"));
        var page = await visitor.Get("/en/@ada1?tag=Wanted+Tag");
        Assert.Equal(
            "/feeds/@ada1.atom?tag=Wanted%20Tag",
            page.Find("link[type='application/atom+xml']").GetAttribute("href")
        );
        var feed = XDocument.Parse((await visitor.Get("/feeds/@ada1.atom?tag=Wanted+Tag")).Text).Root!;
        Assert.Equal($"{library.Address}en/@ada1?tag=Wanted%20Tag", Link(feed, "alternate"));
        Assert.EndsWith("#Wanted Tag", feed.Element(atom + "title")!.Value, StringComparison.Ordinal);

        async Task<IEnumerable<string>> Titles(string url) =>
            XDocument
                .Parse((await visitor.Get(url)).Text)
                .Root!.Elements(atom + "entry")
                .Select(entry => entry.Element(atom + "title")!.Value);
    }

    [Fact]
    public void The_feed_XML_is_valid_for_every_title()
    {
        var link = new LinkRow
        {
            Id = 1,
            Url = "https://example.com/\u0001?a=]]>&b=\"",
            Site = "example.com",
            Title = "\u0000\u0008bell\u000b \ufffe\uffff 😀 \ud800 <![CDATA[ ]]> &amp;",
            Description = "line\r\nline",
            IsPublic = true,
            IsUnread = false,
            IsStarred = false,
            IsArchived = false,
            CreatedAt = DateTimeOffset.MinValue,
            Author = "a\u0002b",
            TagList = "t\u0003,u",
        };
        var feed = new Feed
        {
            Title = "\u0004",
            Language = "ar",
            Address = "https://example.com/feed",
            Page = "https://example.com/",
            UpdatedAt = DateTimeOffset.MaxValue,
            LinkRoot = "https://example.com/links/",
            Links = [link],
        };
        foreach (var writer in new FeedWriter[] { new AtomWriter(), new RssWriter() })
        {
            var xml = XDocument.Parse(System.Text.Encoding.UTF8.GetString(writer.Write(feed)));
            Assert.Contains("bell  😀 \ufffd <![CDATA[ ]]> &amp;", xml.Root!.Value, StringComparison.Ordinal);
        }
    }

    static string Link(XElement of, string relation) =>
        of.Elements(atom + "link").Single(link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;
}
