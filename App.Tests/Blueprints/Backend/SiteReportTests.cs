using App.Blueprints.Backend;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

public sealed class SiteReportTests
{
    [Fact]
    public async Task A_closed_application_is_built_again_by_the_next_request()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        var page = await operating.Get("/backend/en/applications");
        var started = page.Find("tr[data-application='/backend'] time").GetAttribute("datetime");
        Assert.Equal(
            5,
            page.FindAll("tr[data-application='/backend'] td")
                .Count(cell => cell.TextContent.Trim().Length > 0 && cell.QuerySelector("button") is null)
        );
        await operating.Press(page, "tr[data-application='/backend'] button");
        await Poll.Until(async () =>
            (await operating.Get("/backend/en/applications"))
                .Find("tr[data-application='/backend'] time")
                .GetAttribute("datetime") != started
        );
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task The_caches_page_shows_cache_statistics()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 3; i++) await visitor.Get("/en/");
        var page = await operating.Get("/backend/en/caches");
        Assert.Equal(2, page.FindAll("[data-cache]").Count);
        Assert.Equal("2", page.Find("[data-cache=Pages] [data-hits]").TextContent);
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task The_views_page_shows_which_lazy_views_are_loaded()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        Assert.Empty((await operating.Get("/backend/en/views")).FindAll("[data-view] time"));
        await operating.Get("/export/links.csv");
        var page = await operating.Get("/backend/en/views");
        Assert.Single(page.FindAll("[data-view='Transfer.Export'] time"));
        Assert.Single(page.FindAll("[data-view] time"));
        Assert.True(page.FindAll("[data-view]").Count > 3);
    }

    [Fact]
    public async Task Caches_and_lazy_views_are_rendered_from_the_site_report()
    {
        var cleared = 0;
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton(
                new SiteReports
                {
                    Caches = () =>
                        [
                            new()
                            {
                                Name = "Pages",
                                Hits = 12,
                                Misses = 3,
                                Entries = 2,
                                Bytes = 2048,
                                Clear = () => Task.FromResult(cleared++),
                            },
                            new()
                            {
                                Name = "Data",
                                Hits = 1,
                                Misses = 1,
                            },
                        ],
                    Views = () =>
                        [
                            new()
                            {
                                Name = "Export",
                                Rules = "/export",
                                LoadedAt = DateTimeOffset.UtcNow,
                                Milliseconds = 1.5,
                            },
                            new()
                            {
                                Name = "Poll",
                                Rules = "/api",
                                Failures = 1,
                                LastFailure = "not found",
                            },
                        ],
                    Settings = [new("Password", null, "carafe.json", "A secret.")],
                }
            )
        );
        using var operating = await library.SignUp("operator1");
        var caches = await operating.Get("/backend/en/caches");
        Assert.Equal(2, caches.FindAll("[data-cache]").Count);
        Assert.Contains("2.0 kB", caches.Find("[data-cache=Pages]").TextContent, StringComparison.Ordinal);
        Assert.Empty(caches.FindAll("[data-cache=Data] button"));
        await operating.Press(caches, "[data-cache=Pages] button");
        Assert.Equal(1, cleared);
        var views = await operating.Get("/backend/en/views");
        Assert.Single(views.FindAll("[data-view=Export] time"));
        Assert.Contains("not found", views.Find("[data-view=Poll]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Hidden",
            (await operating.Get("/backend/en/settings")).Find("[data-setting=Password]").TextContent,
            StringComparison.Ordinal
        );
    }
}
