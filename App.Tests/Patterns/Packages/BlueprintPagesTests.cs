using App.Patterns.Packages;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packages;

public sealed class BlueprintPagesTests
{
    [Fact]
    [Trait("Statement", "P01.2")]
    public async Task Pages_of_an_unregistered_blueprint_are_404()
    {
        await using var site = await Start(new PackagesBlueprint());
        Assert.Equal(200, (await site.Get("/packages/list")).Status);
        Assert.Equal(404, (await site.Get("/other/list")).Status);
        Assert.Equal(200, (await site.Get("/of-no-blueprint")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.5")]
    public async Task A_blueprint_registered_twice_serves_both_prefixes_and_links_use_the_first()
    {
        await using var site = await Start(
            new PackagesBlueprint { Prefix = "/a" },
            new PackagesBlueprint { Name = "Again", Prefix = "/b" }
        );
        Assert.Equal(200, (await site.Get("/a/packages/list")).Status);
        Assert.Equal(200, (await site.Get("/b/packages/list")).Status);
        Assert.Equal(404, (await site.Get("/packages/list")).Status);
        Assert.Equal("/a/packages/list", (await site.Get("/b/packages/list?to=/Packages/List")).Text);
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    public async Task Pages_of_a_blueprint_with_a_host_are_served_only_on_that_host()
    {
        await using var site = await Start(new PackagesBlueprint { Host = "pages.example.test" });
        Assert.Equal(200, (await site.Get("/packages/list", host: "pages.example.test")).Status);
        Assert.Equal(404, (await site.Get("/packages/list", host: "example.test")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.10")]
    public async Task A_partial_of_the_application_overrides_the_partial_of_the_blueprint()
    {
        await using var site = await Start(new PackagesBlueprint());
        Assert.Equal("the host's", (await site.Get("/packages/list?partial=_Overridden")).Text);
        Assert.Equal("the blueprint's", (await site.Get("/packages/list?partial=_Own")).Text);
    }

    [Fact]
    [Trait("Statement", "P01.10")]
    public async Task A_host_page_replaces_the_blueprint_page_of_the_same_path_and_links_lead_to_it()
    {
        await using var site = await Start(
            "Site", new PackagesBlueprint { Prefix = "/a" }, new PackagesBlueprint { Name = "Again", Prefix = "/b" });
        Assert.Equal((200, "the host's page"), await site.Get("/a/packages/home"));
        Assert.Equal((200, "the host's page"), await site.Get("/b/packages/home"));
        Assert.Equal("/a/packages/home", (await site.Get("/a/packages/list?to=/Packages/Home")).Text);
        Assert.Equal(404, (await site.Get("/site/packages/home")).Status);
        Assert.Equal("the host's", (await site.Get("/a/packages/list?partial=_Replaced")).Text);
        Assert.Equal("the host's", (await site.Get("/a/packages/list?partial=_Overridden")).Text);
        Assert.Equal("the blueprint's", (await site.Get("/a/packages/list?partial=_Own")).Text);
    }

    [Fact]
    [Trait("Statement", "P01.10")]
    public async Task Without_the_host_folder_the_blueprint_page_is_served_and_the_host_page_has_no_route()
    {
        await using var site = await Start(new PackagesBlueprint());
        Assert.Equal(200, (await site.Get("/packages/home")).Status);
        Assert.NotEqual("the host's page", (await site.Get("/packages/home")).Text);
        Assert.Equal("the blueprint's", (await site.Get("/packages/list?partial=_Replaced")).Text);
    }

    [Fact]
    [Trait("Statement", "P01.10")]
    public async Task A_host_page_that_replaces_no_blueprint_page_fails_at_startup()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Start("Other", new PackagesBlueprint()));
        Assert.Contains("/Other/List.cshtml replaces no page", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    public async Task Child_blueprints_in_a_shared_folder_own_the_pages_they_list_and_the_parent_owns_the_rest()
    {
        await using var site = await Start(new ParentBlueprint());
        Assert.Equal("Parent", (await site.Get("/parent/top?blueprint=1")).Text);
        Assert.Equal("Parent.First", (await site.Get("/parent/one?blueprint=1")).Text);
        Assert.Equal("Parent.Second", (await site.Get("/parent/second/two?blueprint=1")).Text);
        Assert.Equal("Parent", (await site.Get("/parent/three?blueprint=1")).Text);
    }

    static Task<BareApp> Start(params Blueprint[] blueprints) => Start(null, blueprints);

    static Task<BareApp> Start(string? hostFolder, params Blueprint[] blueprints) => BareApp.Start(
        services =>
        {
            new TestViews()
                .Page("/Packages/List", "/packages/list")
                .Page("/Other/List", "/other/list")
                .Page("/Alone", "/of-no-blueprint")
                .Partial<BlueprintsPartial>("/Packages/_Own")
                .Partial<BlueprintsPartial>("/Packages/_Overridden")
                .Partial<HostsPartial>("/Shared/Packages/_Overridden")
                .Partial<BlueprintsPartial>("/Packages/_Replaced")
                .Partial<HostsPartial>("/Site/Packages/_Replaced")
                .Page("/Packages/Home", "/packages/home")
                .Page<HostsPage>("/Site/Packages/Home", "/packages/home")
                .Page("/Parent/Top", "/parent/top")
                .Page("/Parent/Children/One", "/parent/one")
                .Page("/Parent/Children/Two", "/two")
                .Page("/Parent/Children/Three", "/parent/three")
                .AddTo(services);
            services.AddBlueprints(blueprints, hostFolder: hostFolder);
        },
        app =>
        {
            app.UseRouting();
            app.UseBlueprints();
            app.MapRazorPages();
            app.MapBlueprints();
        });

    sealed class PackagesBlueprint : Blueprint;

    sealed class ParentBlueprint : Blueprint
    {
        public override string Folder => "Parent";

        public override IReadOnlyList<Blueprint> Children =>
        [
            new ChildBlueprint("One") { Name = "First" },
            new ChildBlueprint("Two") { Name = "Second", Prefix = "/parent/second" },
        ];
    }

    sealed class ChildBlueprint(params string[] pages) : Blueprint
    {
        public override string Folder => "Parent/Children";

        public override IReadOnlyList<string> Pages => pages;
    }
}
