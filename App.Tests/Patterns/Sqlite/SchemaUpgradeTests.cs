using App.Blueprints.Accounts;
using App.Blueprints.Search;
using App.Blueprints.Shelves;
using App.Patterns.Sqlite;
using App.Tests.Architecture;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.Sqlite;

/// <summary>
/// Tests the upgrade from every earlier schema version. Each database is built by the migrations up to that version,
/// with rows that were inserted by the first versions.
/// </summary>
public sealed class SchemaUpgradeTests : IDisposable
{
    const int LinksVersion = 3;

    static readonly (int Number, string Name, string Sql)[] scripts =
    [
        .. MigrationFiles.Migrations().Select((file, place) => (place + 1, Path.GetFileName(file.Name), file.Text)),
    ];

    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, scripts.Length)];

    [Theory]
    [MemberData(nameof(Versions))]
    [Trait("Statement", "P07.9")]
    public async Task The_application_opens_a_database_of_every_version_and_shows_its_rows(int version)
    {
        Build(directory.File("library.db"), version);
        ShelfFiles.Prepare(directory.Path, _ => { });
        AssertSameSchema();
        await using var library = await TestLibrary.Start(settings =>
        {
            File.Copy(directory.File("library.db"), settings.LibraryFile);
            return settings;
        });
        using var ada = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.SignIn("ada")).Status);
        var list = await ada.Get("/en/links?q=earliest");
        Assert.Equal(version < LinksVersion ? "0" : "1", list.Find("[data-total]").GetAttribute("data-total"));
        if (version < LinksVersion) return;
        Assert.Contains("The earliest link", (await ada.Get("/en/links/7")).Text, StringComparison.Ordinal);
        Assert.Contains("history", (await ada.Get("/en/tags")).Text, StringComparison.Ordinal);
    }

    // Runs the program, because queries before the application is built depend on the state of the process.
    [Fact]
    public async Task The_program_builds_the_search_index_after_an_upgrade()
    {
        Build(directory.File("library.db"), LinksVersion);
        using var migrate = await ChildProgram.Run(["migrate", "--DataDirectory", directory.Path]);
        Assert.Contains("Indexed 1 links", migrate.Errors, StringComparison.Ordinal);
        using var export = await ChildProgram.Run(
            ["export", "--for", "ada", "--query", "earliest", "--format", "csv", "--DataDirectory", directory.Path]);
        Assert.Contains("The earliest link", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_version_is_tested() =>
        Assert.Equal(Migrations.Of(typeof(LibraryApp).Assembly).Newest, scripts.Length);

    static void Build(string path, int version)
    {
        using var database = new SqliteDatabase(path, FtsTokens.Register);
        using var connection = database.Open();
        Migrations.Of(scripts[..1]).Apply(database);
        connection.Execute("""
            insert into accounts (id, name, name_key, password_hash, is_operator, language, created_at)
            values (1, 'ada', 'ada', @hash, 1, 'en', 1000)
            """, new { hash = new PasswordHasher<Account>().HashPassword(null!, TestLibrary.Password) });
        if (version >= LinksVersion)
        {
            Migrations.Of(scripts[..LinksVersion]).Apply(database);
            connection.Execute("""
                insert into links (id, account_id, url, url_key, site, title, created_at, updated_at)
                values (7, 1, 'https://example.org/a', 'example.org/a', 'example.org', 'The earliest link', 1000, 1000);
                insert into tags (id, account_id, name, name_key, created_at)
                values (3, 1, 'history', 'history', 1000);
                insert into link_tags (link_id, tag_id)
                values (7, 3);
                """);
        }
        Migrations.Of(scripts[..version]).Apply(database);
        Assert.Equal(version, connection.ExecuteScalar<int>("pragma user_version"));
    }

    void AssertSameSchema()
    {
        using (var fresh = new SqliteDatabase(directory.File("fresh.db"), FtsTokens.Register))
            Migrations.Of(typeof(LibraryApp).Assembly).Apply(fresh);
        Assert.Equal(Schema(directory.File("fresh.db")), Schema(directory.File("library.db")));
        using var upgraded = new SqliteDatabase(directory.File("library.db"), FtsTokens.Register);
        using var connection = upgraded.Open();
        Assert.Equal("ok", connection.ExecuteScalar<string>("pragma integrity_check"));
        Assert.Empty(connection.Query("pragma foreign_key_check"));
        connection.Execute("pragma wal_checkpoint(truncate)");
    }

    static IEnumerable<string?> Schema(string path)
    {
        using var database = new SqliteDatabase(path, FtsTokens.Register);
        using SqliteConnection connection = database.Open();
        return [.. connection.Query<string?>("select type || ' ' || name || ' ' || sql from sqlite_master order by 1")];
    }
}
