using App.Blueprints.Links;

namespace App.Tests.Blueprints.Links.Urls;

public sealed class LinkUrlTests
{
    [Theory]
    [InlineData("https://example.com/a", "https://example.com/a")]
    [InlineData("  https://example.com/a \n", "https://example.com/a")]
    [InlineData("example.com", "https://example.com")]
    [InlineData("//example.com/x", "https://example.com/x")]
    [InlineData("example.com:8080/x", "https://example.com:8080/x")]
    [InlineData("localhost:5080", "http://localhost:5080")]
    [InlineData("192.168.1.5/x", "http://192.168.1.5/x")]
    [InlineData("10.0.0.1:8080", "http://10.0.0.1:8080")]
    [InlineData("172.31.0.1", "http://172.31.0.1")]
    [InlineData("172.32.0.1", "https://172.32.0.1")]
    [InlineData("8.8.8.8/x", "https://8.8.8.8/x")]
    [InlineData("[fd00::1]:8080/x", "http://[fd00::1]:8080/x")]
    [InlineData("[2001:db8::1]/x", "https://[2001:db8::1]/x")]
    [InlineData("nas.local", "http://nas.local")]
    [InlineData("//nas.local:5000/photo", "http://nas.local:5000/photo")]
    [InlineData("router", "http://router")]
    [InlineData("router:8080/status?a=b", "http://router:8080/status?a=b")]
    [InlineData("https://router/", "https://router/")]
    [InlineData("notlocal.example", "https://notlocal.example")]
    [InlineData("view-source:https://example.com/a", "https://example.com/a")]
    [InlineData("View-Source:view-source:http://example.com/a", "http://example.com/a")]
    [InlineData("about:reader?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1&id=2", "https://example.com/a?b=1")]
    [InlineData("view-source:about:reader?url=https%3A%2F%2Fexample.com%2F", "https://example.com/")]
    [InlineData("feed:https://example.com/rss", "https://example.com/rss")]
    [InlineData("feed:http://example.com/rss", "http://example.com/rss")]
    [InlineData("feed://example.com/rss", "https://example.com/rss")]
    [InlineData("feed:example.com/rss", "https://example.com/rss")]
    [InlineData("https://https://example.com/", "https://example.com/")]
    [InlineData("https://http://example.com/a", "http://example.com/a")]
    [InlineData("http://https//example.com/a", "https://example.com/a")]
    [InlineData("http:///http://https//example.com/a", "https://example.com/a")]
    [InlineData("https://https.example.com/", "https://https.example.com/")]
    [InlineData("https//example.com/a", "https://example.com/a")]
    [InlineData("https://archive.example/web/https://example.com/", "https://archive.example/web/https://example.com/")]
    [InlineData("Look: https://example.com/a_(b), it is good", "https://example.com/a_(b)")]
    [InlineData("A title (https://example.com/a).", "https://example.com/a")]
    [InlineData("A title\nhttps://example.com/a", "https://example.com/a")]
    [InlineData("http://intranet/wiki", "http://intranet/wiki")]
    [InlineData("HTTP://Example.com/Käse und Brot", "HTTP://Example.com/Käse%20und%20Brot")]
    [InlineData("https://example.com/long\r\n\taddress", "https://example.com/longaddress")]
    [InlineData("https://example.com/s?q=%s&utm_source=x#top", "https://example.com/s?q=%s&utm_source=x#top")]
    [InlineData("https:example.com", "https://example.com")]
    [InlineData("ftp://ftp.example.com/pub/", "ftp://ftp.example.com/pub/")]
    [InlineData("https://[::1]:8080/", "https://[::1]:8080/")]
    [InlineData("\u200fhttps://example.com/\u200f", "https://example.com/")]
    public void The_URL_is_stored_as_typed_but_valid(string typed, string kept) =>
        Assert.Equal(kept, LinkUrl.Parse(typed)!.Address);

    [Theory]
    [InlineData("https://example.com/", "https://example.com")]
    [InlineData("HTTPS://EXAMPLE.com:443/a//", "https://example.com/a")]
    [InlineData("http://example.com:80", "http://example.com")]
    [InlineData("http://example.com:8080/", "http://example.com:8080")]
    [InlineData("https://example.com./a", "https://example.com/a")]
    [InlineData("https://example.com/a?b=2&a=1&a=0", "https://example.com/a?a=0&a=1&b=2")]
    [InlineData("https://example.com/a/?x", "https://example.com/a?x=")]
    [InlineData("https://example.com/?utm_source=n&UTM_Medium=m&id=7&fbclid=f&gclid=g", "https://example.com?id=7")]
    [InlineData("https://example.com/?%75tm_source=n", "https://example.com")]
    [InlineData("https://example.com/?q=a+b", "https://example.com?q=a%20b")]
    [InlineData("https://example.com/?q=a%2bb", "https://example.com?q=a%2Bb")]
    [InlineData("https://example.com/a#part", "https://example.com/a#part")]
    [InlineData("https://example.com/a#", "https://example.com/a")]
    [InlineData("https://example.com/a#:~:text=some%20words", "https://example.com/a")]
    [InlineData("https://example.com/a#part:~:text=x&text=y", "https://example.com/a#part")]
    [InlineData("https://example.com/a#part:%7E:text=x", "https://example.com/a#part")]
    [InlineData("https://example.com/#!/a:~:text=x", "https://example.com#!/a")]
    [InlineData("https://example.com/a#%C3%A4#b", "https://example.com/a#%C3%A4%23b")]
    [InlineData("https://example.com/#!/inbox", "https://example.com#!/inbox")]
    [InlineData("https://example.com/#/inbox", "https://example.com#/inbox")]
    [InlineData("https://example.com/%7Eada/%c3%a4", "https://example.com/~ada/%C3%A4")]
    [InlineData("https://example.com/ä", "https://example.com/%C3%A4")]
    [InlineData("https://example.com/100%", "https://example.com/100%25")]
    [InlineData("https://example.com/a/./b/../c", "https://example.com/a/c")]
    [InlineData("https://example.com/a/%2e%2e/c", "https://example.com/c")]
    [InlineData("https://Bücher.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://[2001:DB8:0:0::1]/", "https://[2001:db8::1]")]
    [InlineData("https://ada@example.com/a", "https://ada@example.com/a")]
    public void Equivalent_URLs_have_the_same_key(string typed, string key) =>
        Assert.Equal(key, LinkUrl.Parse(typed)!.Key);

    [Theory]
    [InlineData("http://example.com/", "https://example.com/")]
    [InlineData("https://www.example.com/", "https://example.com/")]
    [InlineData("https://example.com/A", "https://example.com/a")]
    [InlineData("https://example.com/?a=1", "https://example.com/?a=2")]
    [InlineData("https://example.com/#/a", "https://example.com/#/b")]
    [InlineData("https://example.com/guide#install", "https://example.com/guide#upgrade")]
    [InlineData("https://example.com/guide#install", "https://example.com/guide")]
    [InlineData("https://example.com/u/0/#inbox/abc", "https://example.com/u/0/#inbox/def")]
    [InlineData("https://example.com/#map=5/1/2", "https://example.com/#map=9/8/7")]
    [InlineData("https://example.com/#Room", "https://example.com/#room")]
    [InlineData("https://example.com/?q=a%26b", "https://example.com/?q=a&b")]
    public void URLs_of_possibly_different_pages_have_different_keys(string one, string other) =>
        Assert.NotEqual(LinkUrl.Parse(one)!.Key, LinkUrl.Parse(other)!.Key);

    [Theory]
    [InlineData(null, LinkUrlProblem.Missing)]
    [InlineData(" \t", LinkUrlProblem.Missing)]
    [InlineData("javascript:alert(1)", LinkUrlProblem.Scheme)]
    [InlineData("JavaScript:1", LinkUrlProblem.Scheme)]
    [InlineData("java\nscript:alert(1)", LinkUrlProblem.Scheme)]
    [InlineData("data:text/html,x", LinkUrlProblem.Scheme)]
    [InlineData("mailto:ada@example.com", LinkUrlProblem.Scheme)]
    [InlineData("place:sort=8", LinkUrlProblem.Scheme)]
    [InlineData("about:config", LinkUrlProblem.Scheme)]
    [InlineData("file:///etc/passwd", LinkUrlProblem.Scheme)]
    [InlineData("tel:5551234", LinkUrlProblem.Scheme)]
    [InlineData("view-source:javascript:alert(1)", LinkUrlProblem.Scheme)]
    [InlineData("about:reader?url=javascript%3Aalert(1)", LinkUrlProblem.Scheme)]
    [InlineData("feed:javascript:alert(1)", LinkUrlProblem.Invalid)]
    [InlineData("view-source:", LinkUrlProblem.Missing)]
    [InlineData("42", LinkUrlProblem.Invalid)]
    [InlineData("https://https:8443/", LinkUrlProblem.Invalid)]
    [InlineData("-router", LinkUrlProblem.Invalid)]
    [InlineData("hello world", LinkUrlProblem.Invalid)]
    [InlineData("?a=b", LinkUrlProblem.Invalid)]
    [InlineData("https://", LinkUrlProblem.Invalid)]
    [InlineData("https://exa mple.com/", LinkUrlProblem.Invalid)]
    [InlineData("https://a..b/", LinkUrlProblem.Invalid)]
    [InlineData("https://example.com:99999/", LinkUrlProblem.Invalid)]
    [InlineData("https://example.com:x/", LinkUrlProblem.Invalid)]
    [InlineData("https://<script>/", LinkUrlProblem.Invalid)]
    public void An_invalid_URL_is_rejected_with_its_problem(string? typed, LinkUrlProblem problem) =>
        Assert.Equal(problem, LinkUrl.TryParse(typed, out _));

    [Fact]
    public void A_URL_has_at_most_2048_code_points()
    {
        Assert.Equal(
            LinkUrlProblem.None,
            LinkUrl.TryParse("https://example.com/" + string.Concat(Enumerable.Repeat("😀", 2028)), out _)
        );
        Assert.Equal(
            LinkUrlProblem.TooLong,
            LinkUrl.TryParse("https://example.com/" + string.Concat(Enumerable.Repeat("😀", 2029)), out _)
        );
        Assert.Equal(LinkUrlProblem.None, LinkUrl.TryParse("https://example.com/" + new string('a', 2028), out _));
        Assert.Equal(LinkUrlProblem.TooLong, LinkUrl.TryParse("https://example.com/" + new string('a', 2029), out _));
        Assert.Equal(LinkUrlProblem.TooLong, LinkUrl.TryParse("example.com/" + new string('a', 2036), out _));
    }

    [Theory]
    [InlineData("https://www.Example.com/a", "example.com")]
    [InlineData("https://xn--bcher-kva.example/", "bücher.example")]
    [InlineData("https://www.de/", "de")]
    [InlineData("http://localhost:8080/", "localhost")]
    public void The_site_is_the_readable_host_name(string typed, string site) =>
        Assert.Equal(site, LinkUrl.Parse(typed)!.Site);

    [Fact]
    public void The_key_is_idempotent_for_random_input()
    {
        var random = new Random(7);
        string[] pieces =
        [
            "https://",
            "HTTP:",
            "www.",
            "ä",
            "example.com",
            ":80",
            "/",
            "\\",
            "..",
            "%2E",
            "%",
            "%%41",
            "?",
            "&",
            "=",
            "+",
            "#",
            "!",
            "@",
            "[",
            "]",
            " ",
            "\0",
            "\ud83d",
            "😀",
            "utm_x",
            "a",
            "B",
            "\u200f",
            ";",
            "%E0%A4%A",
            "xn--",
            ".",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var typed =
                (i % 2 == 0 ? "https://example.com/" : "")
                + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (LinkUrl.Parse(typed) is not { } url)
                continue;
            Assert.Equal(url.Key, LinkUrl.Parse(url.Address)?.Key);
            Assert.Equal(url.Key, LinkUrl.Parse(url.Key)?.Key);
        }
    }
}
