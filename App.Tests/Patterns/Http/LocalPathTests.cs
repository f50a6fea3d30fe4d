using App.Patterns.Http;

namespace App.Tests.Patterns.Http;

public sealed class LocalPathTests
{
    [Theory]
    [Trait("Statement", "P11.4")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("/en\\..\\evil")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData(" /en/")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/en/\r\nSet-Cookie: a=b")]
    [InlineData("/en/\0")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_could_lead_elsewhere_is_refused(string? address) => Assert.Null(LocalPath.Of(address));

    [Theory]
    [Trait("Statement", "P11.4")]
    [InlineData("/", "/")]
    [InlineData("/en/links?q=a%20b&tag=c", "/en/links?q=a%20b&tag=c")]
    [InlineData("/en/links?next=https://evil.example", "/en/links?next=https://evil.example")]
    [InlineData("/%2F%2Fevil.example", "/%2F%2Fevil.example")]
    [InlineData("/en/@zoë", "/en/@zo%C3%AB")]
    [InlineData("/@evil.example", "/@evil.example")]
    public void A_path_of_this_host_is_accepted_and_fit_for_a_header(string address, string expected) =>
        Assert.Equal(expected, LocalPath.Of(address));

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_the_replacement_character() =>
        Assert.Equal("/en/@%EF%BF%BD", LocalPath.Of("/en/@\ud800"));

    [Fact]
    [Trait("Statement", "P11.4")]
    public void A_path_of_five_kilobytes_is_refused() => Assert.Null(LocalPath.Of("/" + new string('a', 5000)));
}
