using App.Patterns.Packages;
using App.Patterns.Sqlite;

namespace App.Blueprints.Shelves;

public sealed class ShelvesBlueprint : Blueprint
{
    /// <summary>Directory that contains one directory per shelf.</summary>
    public required string ShelvesDirectory { get; init; }

    /// <summary>Directory that contains deleted shelves and backups.</summary>
    public required string ArchivesDirectory { get; init; }

    public override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton(new ShelfFiles(ShelvesDirectory, ArchivesDirectory))
        .AddSingleton(provider => new ShelfRegistry(provider.GetRequiredService<SqliteDatabase>()))
        .AddSingleton<ShelfOperations>();
}
