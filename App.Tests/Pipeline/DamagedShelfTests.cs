using App.Tests.Blueprints.Tasks;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class DamagedShelfTests
{
    [Fact]
    public async Task A_damaged_shelf_is_503_in_each_language_and_works_again_after_the_repair()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("reading");
        var file = Directory
            .GetFiles(library.Settings.ShelvesDirectory, "library.db", SearchOption.AllDirectories)
            .Single();
        var sound = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        DamagedFile.Damage(file);
        foreach (var language in (string[])["en", "de", "fr", "ar"])
        {
            using var visitor = library.NewVisitor(language);
            var answer = await visitor.Get($"/~reading/{language}/links");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.False(answer.Headers.ContainsKey("Retry-After"));
            Assert.Equal(library.Text(language, "errors.damaged.title"), answer.Find("h1").TextContent);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/{language}/")).Status);
        }
        DamagedFile.Replace(file, sound);
        using var later = library.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await later.Get("/~reading/en/")).Status);
    }
}
