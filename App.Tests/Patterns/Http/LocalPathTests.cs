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
    public void A_URL_that_could_leave_the_site_is_rejected(string? address) => Assert.Null(LocalPath.Of(address));

    [Theory]
    [Trait("Statement", "P11.4")]
    [InlineData("/", "/")]
    [InlineData("/en/links?q=a%20b&tag=c", "/en/links?q=a%20b&tag=c")]
    [InlineData("/en/links?next=https://evil.example", "/en/links?next=https://evil.example")]
    [InlineData("/%2F%2Fevil.example", "/%2F%2Fevil.example")]
    [InlineData("/en/@zoë", "/en/@zo%C3%AB")]
    [InlineData("/@evil.example", "/@evil.example")]
    public void A_local_path_is_accepted_and_encoded_for_a_header(string address, string expected) =>
        Assert.Equal(expected, LocalPath.Of(address));

    [Fact]
    public void An_unpaired_surrogate_is_encoded_as_the_replacement_character() =>
        Assert.Equal("/en/@%EF%BF%BD", LocalPath.Of("/en/@\ud800"));

    [Fact]
    [Trait("Statement", "P11.4")]
    public void A_path_longer_than_the_limit_is_rejected() => Assert.Null(LocalPath.Of("/" + new string('a', 5000)));
}
