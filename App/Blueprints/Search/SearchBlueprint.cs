using App.Patterns.Packages;

namespace App.Blueprints.Search;

public sealed class SearchBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/searches"];

    public override void ConfigureServices(IServiceCollection services) => services.AddScoped<SavedSearchStore>();
}
