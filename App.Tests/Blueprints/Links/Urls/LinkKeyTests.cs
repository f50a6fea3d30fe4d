using App.Blueprints.Links;

namespace App.Tests.Blueprints.Links.Urls;

public sealed class LinkKeyTests
{
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
