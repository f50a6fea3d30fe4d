using System.Reflection;
using App.Patterns.Packaging;

namespace App.Tests.Patterns.Packaging;

public sealed class BuildInformationTests
{
    [Theory]
    [InlineData("1.0.0+4f2a", "2026-11-30T17:22:19Z", "1.0.0", "4f2a", "release")]
    [InlineData("1.0.1-dev.20261130.7+4f2a", "2026-11-30T17:22:19Z", "1.0.1-dev.20261130.7", "4f2a", "development")]
    [InlineData("2.0.0-rc.1", null, "2.0.0-rc.1", null, "development")]
    [InlineData("1.0.0+a-b", "yesterday", "1.0.0", "a-b", "release")]
    [Trait("Statement", "P05.3")]
    public void The_kind_of_a_build_is_decided_by_the_pre_release_part_of_its_version(
        string text,
        string? date,
        string version,
        string? commit,
        string kind
    )
    {
        var build = BuildInformation.Parse(text, date);
        Assert.Equal((version, commit, kind), (build.Version, build.Commit, build.Kind));
        DateTimeOffset? expected = date?.EndsWith('Z') == true
            ? new DateTimeOffset(2026, 11, 30, 17, 22, 19, TimeSpan.Zero)
            : null;
        Assert.Equal(expected, build.CommitDate);
    }

    [Fact]
    public void This_build_has_a_version_and_an_assembly_without_attributes_is_a_development_build()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", BuildInformation.Of(typeof(LibraryApp).Assembly).Version);
        var empty = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("empty"), System.Reflection.Emit.AssemblyBuilderAccess.Run);
        Assert.Equal(new BuildInformation("0.0.0-dev", null, null), BuildInformation.Of(empty));
    }
}
