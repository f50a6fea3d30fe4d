namespace App.Tests.Patterns.Packaging;

/// <summary>Tests the version that the build computes from tags, commits and the command line.</summary>
[Collection(PackagedProgram.Collection)]
public sealed class VersionTests(PackagedProgram program)
{
    [Fact]
    [Trait("Statement", "P05.3")]
    public async Task A_tag_or_an_option_makes_a_release_and_any_other_commit_a_dated_development_build()
    {
        Assert.Equal("0.1.0-dev.20260309", await Version());
        Assert.Equal("2.0.0", await Version("-p:MinVerVersionOverride=2.0.0"));
        await Git("tag", "v1.2.3");
        Assert.Equal("1.2.3", await Version());
        await Git("commit", "-q", "--allow-empty", "-m", "After the release");
        // The patch number is that of the next release, so the version sorts between the last release and the next one.
        Assert.Equal("1.2.4-dev.20260309.1", await Version());
        await Git("reset", "-q", "--hard", "v1.2.3");
        await Git("tag", "-d", "v1.2.3");
    }

    [Fact]
    public async Task Without_a_repository_the_version_is_a_development_version()
    {
        var repository = Path.Combine(program.Checkout, ".git");
        Directory.Move(repository, $"{repository}-aside");
        Assert.Equal("0.0.0-dev", await Version());
        Directory.Move($"{repository}-aside", repository);
    }

    async Task<string> Version(params string[] options)
    {
        var (code, text) = await program.RunInCheckout(
            "dotnet", ["msbuild", "App", "-t:MinVer", "-getProperty:PackageVersion", .. options]);
        Assert.True(code == 0, text);
        return text.Trim();
    }

    async Task Git(params string[] arguments)
    {
        var (code, text) = await program.RunInCheckout("git", arguments);
        Assert.True(code == 0, text);
    }
}
