using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Links.Rules;
using App.Blueprints.Links.Samples;
using App.Blueprints.Links.Trash;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Packages;

namespace App.Blueprints.Links;

public sealed class LinksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/", "/links", "/@"];

    public override void ConfigureServices(IServiceCollection services) => services
        .AddScoped<TagStore>()
        .AddScoped<LinkIndexStore>()
        .AddScoped<LinkChangeStore>()
        .AddScoped<LinkUndoStore>()
        .AddScoped<PendingLinkStore>()
        .AddScoped<LinkBatchStore>()
        .AddScoped<LinkDuplicateStore>()
        .AddScoped<LinkDismissalStore>()
        .AddScoped<LinkMergeStore>()
        .AddScoped<LinkHistoryStore>()
        .AddScoped<LinkMerger>()
        .AddScoped<ChangeRunner>()
        .AddScoped<LinkRuleStore>()
        .AddScoped<PublicLinkStore>()
        .AddScoped<PublicLinkCache>()
        .AddScoped<LinkRemovalStore>()
        .AddScoped<IAccountRemoval, PublicLinkRemoval>()
        .AddScoped<LinkStore>()
        .AddScoped<LinkTrashStore>()
        .AddScoped<TrashPurgeStore>()
        .AddScheduledTask<TrashPurgeTask>(TimeSpan.FromDays(1))
        .AddScoped<LinkListStore>()
        .AddScoped<LinkSearchStore>()
        .AddScoped<LinkImportStore>()
        .AddScoped<RediscoveryStore>()
        .AddScoped<ISessionEnd, RecentlyViewedCleanup>()
        .AddScoped<SampleStore>()
        .AddScoped<SampleLibrary>()
        .AddScoped<LinkExportStore>();

    public override void Map(IEndpointRouteBuilder routes) => MemberPage.Map(routes);
}
