using App.Patterns.Packages;

namespace App.Blueprints.Links;

public sealed class LinksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/", "/links", "/tags", "/@", "/about"];

    public override void ConfigureServices(IServiceCollection services) => services
        .AddScoped<TagStore>()
        .AddScoped<LinkIndexStore>()
        .AddScoped<LinkChangeStore>()
        .AddScoped<LinkTargetStore>()
        .AddScoped<LinkRevisionStore>()
        .AddScoped<LinkChanger>()
        .AddScoped<LinkStore>()
        .AddScoped<LinkTrashStore>()
        .AddScoped<LinkListStore>()
        .AddScoped<LinkSearchStore>()
        .AddScoped<LinkImportStore>()
        .AddScoped<LinkExportStore>();

    public override void Map(IEndpointRouteBuilder routes) => LinksApi.Map(routes);
}
