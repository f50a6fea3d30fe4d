using App.Patterns.Packages;

namespace App.Blueprints.Links;

public sealed class LinksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/", "/links", "/@", "/about", "/keys"];

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
        .AddScoped<RediscoveryStore>()
        .AddScoped<SampleStore>()
        .AddScoped<SampleLibrary>()
        .AddScoped<LinkExportStore>();

    public override void Map(IEndpointRouteBuilder routes) => LinksApi.Map(routes);
}
