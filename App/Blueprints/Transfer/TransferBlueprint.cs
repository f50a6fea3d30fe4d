using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Exports;
using App.Blueprints.Transfer.Imports;
using App.Blueprints.Transfer.Previews;
using App.Blueprints.Transfer.Uploads;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Packages;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer;

public sealed class TransferBlueprint : Blueprint
{
    public required string UploadsDirectory { get; init; }

    public required long MaxUploadBytes { get; init; }

    /// <summary>Maximum total size of the files of one account, in bytes.</summary>
    public required long MaxAccountBytes { get; init; }

    public override IReadOnlyList<string> Prefixes => ["/import", "/export"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services
            .AddScoped<ImportStore>()
            .AddScoped<ImportRefusalStore>()
            .AddScoped<PreviewStore>()
            .AddScoped<PreviewReader>()
            .AddScoped<ImportStates>()
            .AddScoped<ImportQueue>()
            .AddScoped<PreviewQueue>()
            .AddScoped<UploadQueue>()
            .AddScoped<LinkExport>();
        services.AddSingleton(new UploadQuota(MaxAccountBytes)).AddScoped<AccountFiles>();
        services.AddScoped<ImportRemovalStore>().AddScoped<IAccountRemoval, ImportRemoval>();
        services.AddUploads(ImportFiles.Set(UploadsDirectory, MaxUploadBytes), page: "/Transfer/Uploads/Import");
        services.AddScoped<ITaskResultFormatter, ImportResultFormatter>();
        services.AddBackgroundTask<PreviewTask, PreviewArguments>(PreviewTask.Name);
        services.AddBackgroundTask<ImportTask, ImportArguments>(ImportTask.Name);
        services.AddScheduledTask<PreviewCleanupTask>(TimeSpan.FromDays(1));
    }
}
