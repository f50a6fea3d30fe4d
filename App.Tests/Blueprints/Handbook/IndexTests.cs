using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

public sealed class IndexTests
{
    static readonly string[] slugs =
    [
        "packages",
        "appfactories",
        "appdispatch",
        "urlprocessors",
        "distribute",
        "fabric",
        "sqlite3",
        "sqlalchemy",
        "fileuploads",
        "caching",
        "viewdecorators",
        "wtforms",
        "templateinheritance",
        "flashing",
        "jquery",
        "lazyloading",
        "mongoengine",
        "favicon",
        "streaming",
        "deferredcallbacks",
        "methodoverrides",
        "requestchecksum",
        "celery",
        "subclassing",
        "singlepageapplications",
    ];

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_index_lists_every_chapter_once(string language)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var index = await visitor.Get($"/{language}/patterns");
        Assert.Equal(
            slugs.Order(),
            index.FindAll("[data-chapter]").Select(chapter => chapter.GetAttribute("data-chapter")!).Order()
        );
    }

    [Fact]
    public async Task Unwritten_chapters_are_listed_and_marked()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var index = await visitor.Get("/en/patterns");
        Assert.Equal(
            ["mongoengine", "singlepageapplications"],
            index
                .FindAll("[data-chapter]")
                .Where(chapter => chapter.TextContent.Contains("not written yet", StringComparison.Ordinal))
                .Select(chapter => chapter.GetAttribute("data-chapter")!)
                .Order()
        );
    }

    [Fact]
    public async Task The_handbook_can_be_disabled()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Handbook = false });
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/patterns")).Status);
        Assert.Empty((await visitor.Get("/en/")).FindAll("a[href*=patterns]"));
    }
}
