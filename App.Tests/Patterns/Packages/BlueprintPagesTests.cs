using App.Patterns.Packages;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packages;

public sealed class BlueprintPagesTests
{
    [Fact]
    [Trait("Statement", "P01.2")]
    public async Task The_pages_of_a_blueprint_that_is_not_registered_are_not_found()
    {
        await using var site = await Start(new PackagesBlueprint());
        Assert.Equal(200, (await site.Get("/packages/list")).Status);
        Assert.Equal(404, (await site.Get("/other/list")).Status);
        Assert.Equal(200, (await site.Get("/of-no-blueprint")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.5")]
    public async Task The_pages_of_a_blueprint_registered_twice_answer_below_both_prefixes_and_links_lead_to_the_first()
    {
        await using var site = await Start(new PackagesBlueprint { Prefix = "/a" }, new PackagesBlueprint { Name = "Again", Prefix = "/b" });
        Assert.Equal(200, (await site.Get("/a/packages/list")).Status);
        Assert.Equal(200, (await site.Get("/b/packages/list")).Status);
        Assert.Equal(404, (await site.Get("/packages/list")).Status);
        Assert.Equal("/a/packages/list", (await site.Get("/b/packages/list?to=/Packages/List")).Text);
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    public async Task The_pages_of_a_blueprint_with_a_host_answer_there_alone()
    {
        await using var site = await Start(new PackagesBlueprint { Host = "pages.example.test" });
        Assert.Equal(200, (await site.Get("/packages/list", host: "pages.example.test")).Status);
        Assert.Equal(404, (await site.Get("/packages/list", host: "example.test")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.10")]
    public async Task The_applications_own_folder_wins_over_the_blueprints_partial()
    {
        await using var site = await Start(new PackagesBlueprint());
        Assert.Equal("the host's", (await site.Get("/packages/list?partial=_Overridden")).Text);
        Assert.Equal("the blueprint's", (await site.Get("/packages/list?partial=_Own")).Text);
    }

    static Task<BareApp> Start(params Blueprint[] blueprints) => BareApp.Start(
        services =>
        {
            new TestViews()
                .Page("/Packages/List", "/packages/list")
                .Page("/Other/List", "/other/list")
                .Page("/Alone", "/of-no-blueprint")
                .Partial<BlueprintsPartial>("/Packages/_Own")
                .Partial<BlueprintsPartial>("/Packages/_Overridden")
                .Partial<HostsPartial>("/Shared/Packages/_Overridden")
                .AddTo(services);
            services.AddBlueprints(blueprints);
        },
        app =>
        {
            app.UseRouting();
            app.UseBlueprints();
            app.MapRazorPages();
            app.MapBlueprints();
        });

    sealed class PackagesBlueprint : Blueprint;
}
