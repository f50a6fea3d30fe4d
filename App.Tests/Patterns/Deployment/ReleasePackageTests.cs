using System.Formats.Tar;
using System.IO.Compression;
using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

public sealed class ReleasePackageTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P06.7")]
    public void A_package_has_no_configuration_of_a_host_and_no_secrets()
    {
        string[] kept = ["app", "app.dll", "appsettings.json", "wwwroot/site.css", "keyboard.js"];
        string[] secret =
        [
            "appsettings.Production.json", "carafe.json", "config.json", "deploy.json", ".env", ".env.local",
            "certificates/site.pem", "certificates/site.key", "site.pfx", "id_ed25519", "data/library.db",
            "data/library.db-wal", "secrets.json",
        ];
        foreach (var file in kept.Concat(secret)) Write(file, file);
        var package = ReleasePackage.Pack(directory.File("published"), "app", "1.0", directory.File("packages"));
        Assert.Equal(secret.Order(StringComparer.Ordinal), package.Excluded);
        Assert.Equal(kept.Order(StringComparer.Ordinal), Entries(package.Path).Select(entry => entry.Name));
        Assert.DoesNotContain(
            "certificates", File.ReadAllText(package.Path, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_give_the_same_bytes_and_only_programs_are_executable()
    {
        Write("app", "program");
        Write("b/two", "2");
        Write("a/one", "1");
        var first = ReleasePackage.Pack(directory.File("published"), "app", "1.0", directory.File("one"));
        File.SetLastWriteTimeUtc(directory.File("published/a/one"), DateTime.UnixEpoch);
        var second = ReleasePackage.Pack(directory.File("published"), "app", "1.0", directory.File("two"));
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
        Assert.Equal(first.Sha256, ReleasePackage.Open(second.Path).Sha256);
        Assert.Equal(
            ["a/one", "app *", "b/two"],
            Entries(first.Path)
                .Select(entry => entry.Mode.HasFlag(UnixFileMode.OtherExecute) ? $"{entry.Name} *" : entry.Name));
    }

    [Theory]
    [InlineData("../1.0")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData(" 1.0")]
    [InlineData("1.0\n2.0")]
    [InlineData("")]
    public void A_name_that_is_no_name_of_a_folder_is_refused(string name)
    {
        Write("app", "program");
        var error = Assert.Throws<DeploymentException>(
            () => ReleasePackage.Pack(directory.File("published"), "app", name, directory.Path));
        Assert.Contains("cannot be the name of a release", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_release_is_named_after_the_version_of_the_program()
    {
        Write("carafe", "program");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "carafe.dll"), directory.File("published/carafe.dll"));
        var package = ReleasePackage.Pack(directory.File("published"), "carafe", null, directory.Path);
        Assert.Matches(@"^\d+\.\d+\.\d+[^+]*$", package.Name);
        Write("other", "no version");
        Assert.Throws<DeploymentException>(
            () => ReleasePackage.Pack(directory.File("published"), "other", null, directory.Path));
        Assert.Throws<DeploymentException>(
            () => ReleasePackage.Pack(directory.File("published"), "missing", "1.0", directory.Path));
    }

    void Write(string name, string text)
    {
        var path = directory.File($"published/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    static List<(string Name, UnixFileMode Mode)> Entries(string path)
    {
        using var file = File.OpenRead(path);
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        List<(string, UnixFileMode)> entries = [];
        while (tar.GetNextEntry() is { } entry) entries.Add((entry.Name, entry.Mode));
        return entries;
    }
}
