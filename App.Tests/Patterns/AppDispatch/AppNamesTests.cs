using System.Collections.Frozen;
using App.Patterns.AppDispatch;

namespace App.Tests.Patterns.AppDispatch;

public sealed class AppNamesTests
{
    static readonly FrozenSet<string> mounts = FrozenSet.Create(
        StringComparer.Ordinal,
        "/test1",
        "/test2",
        "/test2/very"
    );

    [Theory, Trait("Statement", "P03.3")]
    [InlineData("/test1", "/test1", "")]
    [InlineData("/test1/", "/test1", "/")]
    [InlineData("/test1/asfd", "/test1", "/asfd")]
    [InlineData("/test2/very", "/test2/very", "")]
    [InlineData("/test2/veryx", "/test2", "/veryx")]
    [InlineData("/test2/x/very", "/test2", "/x/very")]
    [InlineData("/test2/very/long/x", "/test2/very", "/long/x")]
    [InlineData("/test1//x", "/test1", "//x")]
    public void The_longest_prefix_wins_on_segment_boundaries(string path, string prefix, string rest)
    {
        Assert.Equal(prefix, AppNames.LongestPrefix(mounts, path));
        Assert.Equal(rest, path[prefix.Length..]);
    }

    [Theory, Trait("Statement", "P03.3"), Trait("Statement", "P03.4")]
    [InlineData("/test1x")]
    [InlineData("//test1/x")]
    [InlineData("/missing/x")]
    [InlineData("/TEST1")]
    [InlineData("/Test1/x")]
    [InlineData("/")]
    [InlineData("")]
    public void An_unmatched_path_has_no_mount(string path) =>
        Assert.Null(AppNames.LongestPrefix(mounts, path));

    [Theory, Trait("Statement", "P03.7"), Trait("Statement", "P03.11"), Trait("Statement", "P03.12")]
    [InlineData("alice.example.com", "alice")]
    [InlineData("ALICE.example.com", "alice")]
    [InlineData("alice.EXAMPLE.com", "alice")]
    [InlineData("alice.example.com.", "alice")]
    [InlineData("a.b.example.com", "a.b")]
    [InlineData("alice.localhost", "alice")]
    [InlineData(".example.com", "")]
    public void The_subdomain_is_the_application_name(string host, string name)
    {
        Assert.Equal(HostKind.Named, AppNames.Subdomain(["example.com", "localhost"], host, out var found));
        Assert.Equal(name, found);
    }

    [Theory, Trait("Statement", "P03.10")]
    [InlineData("example.com")]
    [InlineData("Example.COM.")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("")]
    public void The_bare_domain_and_an_IP_address_select_the_default_application(string host) =>
        Assert.Equal(HostKind.Outermost, AppNames.Subdomain(["example.com"], host, out _));

    [Theory, Trait("Statement", "P03.11")]
    [InlineData("notexample.com")]
    [InlineData("evil-example.com")]
    [InlineData("example.com.evil.org")]
    [InlineData("example.com..")]
    [InlineData("other.org")]
    public void A_host_outside_the_domain_is_foreign(string host) =>
        Assert.Equal(HostKind.Foreign, AppNames.Subdomain(["example.com"], host, out _));

    [Fact, Trait("Statement", "P03.14")]
    public void MoveSegment_moves_the_segment_and_the_slashes_before_it_to_the_path_base()
    {
        var moved = AppNames.MoveSegment("/foo", "/a/b///c");
        Assert.Equal(("/foo/a", "/b///c"), moved);
        moved = AppNames.MoveSegment(moved.Root, moved.Path);
        Assert.Equal(("/foo/a/b", "///c"), moved);
        moved = AppNames.MoveSegment(moved.Root, moved.Path);
        Assert.Equal(("/foo/a/b///c", ""), moved);
        Assert.Equal(moved, AppNames.MoveSegment(moved.Root, moved.Path));
    }

    [Theory, Trait("Statement", "P03.13"), Trait("Statement", "P03.16")]
    [InlineData("/a/b", "a")]
    [InlineData("/a", "a")]
    [InlineData("///a/b", "a")]
    [InlineData("/", "")]
    [InlineData("", "")]
    public void FirstSegment_returns_the_first_non_empty_segment(string path, string segment) =>
        Assert.Equal(segment, AppNames.FirstSegment(path));
}
