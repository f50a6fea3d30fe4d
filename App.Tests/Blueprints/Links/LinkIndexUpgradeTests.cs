using App.Blueprints.Search;
using App.Blueprints.Shelves;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Blueprints.Links;

public sealed class LinkIndexUpgradeTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Links_of_a_database_from_before_the_index_are_found_after_the_update()
    {
        using (var database = Database())
        {
            Scripts(through: "0009_preferences.sql").Apply(database);
            AddLinks(database, "Grüner Tee", "東京の地図");
        }
        List<string> log = [];
        Prepare(log);
        Assert.Equal(["1"], Found("tee"));
        Assert.Equal(["2"], Found("\"東 京\""));
        Assert.Equal(["Building the search index.", "Indexed 2 links."], log);
        Prepare(log);
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public void An_empty_index_and_one_of_an_older_version_are_built_and_a_current_one_is_not()
    {
        Prepare([]);
        using (var database = Database()) AddLinks(database, "Tea", "Coffee");
        List<string> log = [];
        Prepare(log);
        Assert.Equal(2, log.Count);
        Assert.Equal(["1"], Found("tea"));
        Run("update links set title = 'Cocoa' where id = 1");
        Prepare(log);
        Assert.Empty(Found("cocoa"));
        Run("update link_index_versions set version = 0");
        Prepare(log);
        Assert.Equal(["1"], Found("cocoa"));
        Assert.Equal(4, log.Count);
    }

    [Fact]
    public void An_interrupted_build_continues_after_its_last_batch()
    {
        Prepare([]);
        using (var database = Database()) AddLinks(database, "Tea", "Coffee");
        Prepare([]);
        Run("update links set title = 'Cocoa'");
        Run("update link_index_versions set version = 0, last_link_id = 1");
        List<string> log = [];
        Prepare(log);
        Assert.Equal("Indexed 1 links.", log[^1]);
        Assert.Equal(["2"], Found("cocoa"));
        Assert.Equal(["1"], Found("tea"));
    }

    [Fact]
    public void A_library_without_links_logs_nothing()
    {
        List<string> log = [];
        Prepare(log);
        Assert.Empty(log);
    }

    // Upgrades the database. Adds to the log only the messages about the search index.
    void Prepare(List<string> log) => ShelfFiles.Prepare(directory.Path, line =>
    {
        if (line.Contains("ndex", StringComparison.Ordinal)) log.Add(line);
    });

    SqliteDatabase Database() => new(ShelfFiles.LibraryOf(directory.Path), FtsTokens.Register);

    static Migrations Scripts(string through) => Migrations.Of([
        .. Directory.GetFiles(Architecture.Source.Path("migrations"), "*.sql")
            .Select(file => (Name: Path.GetFileName(file), Sql: File.ReadAllText(file)))
            .Where(script => string.CompareOrdinal(script.Name, through) <= 0)
            .Select(script => (int.Parse(
                script.Name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture), script.Name, script.Sql)),
    ]);

    // Inserts links with these titles directly into the table, without entries in the search index.
    static void AddLinks(SqliteDatabase database, params string[] titles)
    {
        using var connection = database.Open();
        connection.Execute("""
            insert into accounts (id, name, name_key, password_hash, language, created_at)
            values (1, 'a', 'a', '', 'en', 0)
            """);
        foreach (var (number, title) in titles.Index())
            connection.Execute("""
                insert into links (account_id, url, url_key, site, title, created_at, updated_at)
                values (1, @url, @url, 'a.example', @title, 1, 1)
                """, new { url = $"https://a.example/{number}", title });
    }

    List<string> Found(string words) =>
        Read("select cast(rowid as text) from links_fts where links_fts match @words order by rowid", new { words });

    void Run(string sql) => Read(sql, null);

    List<string> Read(string sql, object? values)
    {
        var file = ShelfFiles.LibraryOf(directory.Path);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        return [.. connection.Query<string>(sql, values)];
    }
}
