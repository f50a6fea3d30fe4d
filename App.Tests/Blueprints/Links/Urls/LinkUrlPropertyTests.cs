using App.Blueprints.Links;
using FsCheck;
using FsCheck.Fluent;

namespace App.Tests.Blueprints.Links.Urls;

/// <summary>Tests rules that must hold for every link URL, with generated URLs.</summary>
public sealed class LinkUrlPropertyTests
{
    static readonly string[] pieces =
    [
        "http",
        "https",
        "ftp",
        "HTTP",
        ":",
        "//",
        "/",
        "\\",
        "@",
        "user:pw",
        "www.",
        "a.example",
        "EXAMPLE.org",
        "xn--bcher-kva.example",
        "bücher.example",
        "[::1]",
        "127.0.0.1",
        ":80",
        ":443",
        ":8080",
        ":99999",
        "..",
        ".",
        "/./",
        "/../",
        "//x",
        "?",
        "&",
        "=",
        "a=b",
        "b=2",
        "utm_source=x",
        "fbclid=1",
        "#",
        "#!/route",
        "#top",
        ":~:",
        ":%7E:",
        ":~:text=",
        "%20",
        "%2F",
        "%2f",
        "%zz",
        "%",
        "+",
        " ",
        "\t",
        "\n",
        "\0",
        "é",
        "e\u0301",
        "中文",
        "🎉",
        "\ud83d",
        "\u200f",
        "~",
        "'",
        "\"",
        "<",
        ">",
        "(",
        ")",
        "*",
        ";",
        ",",
        "javascript:",
        "data:",
        "localhost",
    ];

    static Arbitrary<string> Texts() =>
        Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>().Where(text => text is not null),
                Gen.Choose(0, 12)
                    .SelectMany(count => Gen.Elements(pieces).ListOf(count))
                    .Select(chosen => string.Concat(chosen)),
                Gen.Choose(0, 12)
                    .SelectMany(count => Gen.Elements(pieces).ListOf(count))
                    .Select(chosen => "https://a.example/" + string.Concat(chosen))
            )
            .ToArbitrary();

    [Fact]
    public void Parsing_never_throws_and_is_idempotent() => Check(url =>
    {
        var again = LinkUrl.Parse(url.Address);
        return again is not null && (again.Address, again.Key, again.Site) == (url.Address, url.Key, url.Site);
    });

    [Fact]
    public void Parsing_a_key_returns_the_same_key() => Check(url => LinkUrl.Parse(url.Key)?.Key == url.Key);

    // Skips URLs whose key ends in ":~". With the appended directive they end in ":~:~:text=x". There the directive
    // starts at the first ":~:", so the ":~" of the key becomes part of the directive.
    [Fact]
    public void A_text_directive_does_not_change_the_key() =>
        Check(url =>
            url.Key.EndsWith(":~", StringComparison.Ordinal)
            || LinkUrl.Parse(
                url.Address + (url.Address.Contains('#', StringComparison.Ordinal) ? "" : "#") + ":~:text=x"
            )
                is not { } more
            || more.Key == url.Key
        );

    [Fact]
    public void A_different_fragment_changes_the_key() =>
        Check(url =>
            url.Address.Contains('#', StringComparison.Ordinal)
            || LinkUrl.Parse(url.Address + "#x") is not { } more
            || more.Key == url.Key + "#x"
        );

    [Fact]
    public void A_tracking_parameter_does_not_change_the_key() =>
        Check(url =>
            url.Address.Contains('#', StringComparison.Ordinal)
            || LinkUrl
                .Parse(url.Address + (url.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "utm_source=x")
                ?.Key == url.Key
        );

    static void Check(Func<LinkUrl, bool> holds) =>
        Prop.ForAll(Texts(), text => LinkUrl.Parse(text) is not { } url || holds(url))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
