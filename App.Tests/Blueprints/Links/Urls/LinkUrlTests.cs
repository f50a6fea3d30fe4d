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
}
