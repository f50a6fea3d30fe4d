using App.Patterns.Deployment.Ssh;

namespace App.Tests.Patterns.Deployment;

public sealed class KnownHostsTests
{
    static readonly byte[] key = [1, 2, 3];

    // The beginning of a hashed host name: the version, and the salt "12345678901234567890" in Base64.
    const string Hashed = "|1|MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=|";

    [Theory]
    [InlineData("links.example.com ssh-ed25519 AQID", 22, true)]
    [InlineData("other.example.com,links.example.com ssh-ed25519 AQID a comment", 22, true)]
    [InlineData("*.example.com ssh-ed25519 AQID", 22, true)]
    [InlineData("*.example.com,!links.example.com ssh-ed25519 AQID", 22, false)]
    [InlineData("[links.example.com]:2222 ssh-ed25519 AQID", 2222, true)]
    [InlineData("links.example.com ssh-ed25519 AQID", 2222, false)]
    [InlineData("links.example.com ssh-ed25519 AQIE", 22, false)]
    [InlineData("links.example.org ssh-ed25519 AQID", 22, false)]
    [InlineData("@cert-authority links.example.com ssh-ed25519 AQID", 22, false)]
    [InlineData("# links.example.com ssh-ed25519 AQID", 22, false)]
    [InlineData("links.example.com", 22, false)]
    [InlineData("", 22, false)]
    public void A_key_is_trusted_only_for_the_hosts_of_its_line(string line, int port, bool isTrusted) =>
        Assert.Equal(isTrusted, KnownHosts.Parse([line]).Trusts("links.example.com", port, key));

    [Fact]
    public void A_revoked_key_is_never_trusted() =>
        Assert.False(KnownHosts
            .Parse(["links.example.com ssh-ed25519 AQID", "@revoked * ssh-ed25519 AQID"])
            .Trusts("links.example.com", 22, key));

    [Fact]
    public void A_hashed_host_name_is_found()
    {
#pragma warning disable CA5350
        var hash = System.Security.Cryptography.HMACSHA1.HashData(
            "12345678901234567890"u8.ToArray(), "links.example.com"u8.ToArray());
#pragma warning restore CA5350
        var known = KnownHosts.Parse([$"{Hashed}{Convert.ToBase64String(hash)} ssh-ed25519 AQID"]);
        Assert.True(known.Trusts("links.example.com", 22, key));
        Assert.False(known.Trusts("other.example.com", 22, key));
        Assert.Equal(["ssh-ed25519"], known.TypesOf("links.example.com", 22));
    }
}
