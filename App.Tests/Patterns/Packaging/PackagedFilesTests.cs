using App.Patterns.Packaging;
using App.Tests.Architecture;

namespace App.Tests.Patterns.Packaging;

public sealed class PackagedFilesTests
{
    readonly PackagedFiles files = new(typeof(LibraryApp).Assembly, "source", "no-such-folder");

    [Fact]
    [Trait("Statement", "P05.4")]
    public void Embedded_and_installed_files_are_found_by_one_path()
    {
        const string test = "App.Tests/Patterns/Packaging/PackagedFilesTests.cs";
        Assert.True(files.IsEmbedded("migrations/0001_accounts.sql"));
        Assert.False(files.IsEmbedded($"source/{test}"));
        foreach (var (path, name) in new Dictionary<string, string>
        {
            ["migrations/0001_accounts.sql"] = "migrations/0001_accounts.sql",
            [$"source/{test}"] = test,
        })
        {
            Assert.True(files.Contains(path));
            Assert.Equal(File.ReadAllText(Source.Path(name)), files.ReadText(path));
        }
    }

    [Fact]
    [Trait("Statement", "P05.4")]
    public void Every_migration_text_chapter_and_licence_of_the_repository_is_embedded()
    {
        foreach (var (folder, packaged) in new Dictionary<string, string>
        {
            ["migrations"] = "migrations",
            ["App/Locales"] = "locales",
            ["App/Blueprints/Handbook/Chapters"] = "chapters",
            ["App/Blueprints/Help/LicenceTexts"] = "licences",
        })
            Assert.Empty(
                Directory.GetFiles(Source.Path(folder)).Select(file => $"{packaged}/{Path.GetFileName(file)}")
                    .Except(files.Below(packaged)));
    }

    [Theory]
    [InlineData("migrations/9999_missing.sql")]
    [InlineData("Migrations/0001_accounts.sql")]
    [InlineData("source/../carafe.dll")]
    [InlineData("../carafe.dll")]
    [InlineData("")]
    public void A_missing_file_throws_and_the_message_names_it(string path)
    {
        Assert.False(files.Contains(path));
        var error = Assert.Throws<FileNotFoundException>(() => files.Open(path));
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }
}
