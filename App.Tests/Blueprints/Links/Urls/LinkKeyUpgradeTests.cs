using System.Globalization;
using App.Blueprints.Links;
using App.Blueprints.Links.Urls;
using App.Blueprints.Search;
using App.Blueprints.Shelves;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Links.Urls;

/// <summary>
/// Tests the upgrade of link keys. A link key is a normalized URL that detects duplicate links. An older version
/// omitted most fragments (the part after #) from the key; the upgrade recomputes these keys.
/// </summary>
public sealed class LinkKeyUpgradeTests : IDisposable
{
    const string Content =
        """
        select id, url, title, note, updated_at, version,
            (select group_concat(tag_id) from link_tags where link_id = links.id)
        from links
        order by id
        """;

    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Keys_are_recomputed_once_and_nothing_else_changes()
    {
        using var database = Old(
            "https://a.example/guide#install",
            "https://b.example/",
            "https://c.example/#",
            "https://d.example/#:~:text=x",
            "https://e.example/#/r"
        );
        var before = Read(database, Content);
        List<string> lines = [];
        LinkKeyUpgrade.Apply(database, lines.Add);
        Assert.Equal(
            [
                "https://a.example/guide#install",
                "https://b.example",
                "https://c.example",
                "https://d.example",
                "https://e.example#/r",
            ],
            Read(database, "select url_key from links order by id")
        );
        Assert.Equal(before, Read(database, Content));
        Assert.Contains("5 links", lines[0], StringComparison.Ordinal);
        var said = lines.Count;
        LinkKeyUpgrade.Apply(database, lines.Add);
        Assert.Equal(said, lines.Count);
    }

    [Fact]
    public void Two_links_with_the_same_new_key_are_both_kept()
    {
        using var database = Old(
            "https://a.example/#!/inbox:~:text=x",
            "https://a.example/#!/inbox:~:text=y",
            "https://a.example/#!/inbox"
        );
        LinkKeyUpgrade.Apply(database, _ => { });
        Assert.Equal(3, Read(database, "select id from links where deleted_at is null").Count);
        Assert.Single(Read(database, "select url_key from links where url_key = 'https://a.example#!/inbox'"));
        Assert.Equal(["2"], Read(database, "select version from link_key_versions"));
    }

    [Fact]
    public void Keys_of_trashed_links_are_recomputed()
    {
        using var database = Old("https://a.example/#one", "https://b.example/#two");
        Run(database, "update links set deleted_at = 5");
        LinkKeyUpgrade.Apply(database, _ => { });
        Assert.Equal(
            ["https://a.example#one", "https://b.example#two"],
            Read(database, "select url_key from links order by id")
        );
    }

    [Fact]
    public void An_upgrade_without_links_logs_nothing()
    {
        using var database = Old();
        LinkKeyUpgrade.Apply(database, line => Assert.Fail(line));
        Assert.Equal(["2"], Read(database, "select version from link_key_versions"));
    }

    [Fact]
    public void A_shelf_is_upgraded_before_its_first_request()
    {
        using (Old("https://a.example/#one")) { }
        ShelfFiles.Prepare(directory.Path);
        using var database = Open();
        Assert.Equal(["https://a.example#one"], Read(database, "select url_key from links"));
    }

    [Fact]
    public async Task An_interrupted_upgrade_continues_at_the_next_start()
    {
        const int links = 30_000;
        using (Old([.. Enumerable.Range(0, links).Select(i => $"https://a.example/{i}#part")])) { }
        string[] serve = ["serve", "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"];
        using var database = Open();
        for (var recomputed = 0; recomputed < 20_000;)
        {
            using var program = ChildProgram.Start(serve);
            var before = recomputed;
            while (recomputed == before && recomputed < links)
                recomputed = int.Parse(
                    Read(database, "select count(*) from links where url_key like '%#part'")[0],
                    CultureInfo.InvariantCulture
                );
            program.Kill();
            await program.Ended();
        }
        using (var program = ChildProgram.Start(serve))
        {
            await program.Listening();
            Assert.Equal(
                [$"{links}"],
                Read(database, "select count(*) from links where url_key = 'https://a.example/' || (id - 1) || '#part'")
            );
            Assert.Equal(["2"], Read(database, "select version from link_key_versions"));
            Assert.Equal(["ok"], Read(database, "pragma integrity_check"));
        }
    }

    SqliteDatabase Open() => new(ShelfFiles.LibraryOf(directory.Path), FtsTokens.Register);

    // Creates a database with links as the older version did. In that version, the key of a link included the fragment
    // of the URL only when the fragment began with ! or /.
    SqliteDatabase Old(params string[] urls)
    {
        var database = Open();
        Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            insert into accounts (id, name, name_key, password_hash, language, created_at)
            values (1, 'a', 'a', '', 'en', 0)
            """,
            transaction: transaction
        );
        connection.Execute(
            "insert into tags (id, account_id, name, name_key, created_at) values (1, 1, 't', 't', 0)",
            transaction: transaction
        );
        foreach (var url in urls)
        {
            var hash = url.IndexOf('#', StringComparison.Ordinal);
            var page = LinkUrl.Parse(hash < 0 ? url : url[..hash])!.Key;
            var isRoute = hash >= 0 && url.Length > hash + 1 && url[hash + 1] is '!' or '/';
            connection.Execute(
                """
                insert into links (account_id, url, url_key, site, title, created_at, updated_at)
                values (1, @url, @key, 'a', 'Title', 1, 1)
                """,
                new { url, key = isRoute ? page + url[hash..] : page }, transaction);
        }
        connection.Execute("insert into link_tags (link_id, tag_id) select id, 1 from links", transaction: transaction);
        transaction.Commit();
        return database;
    }

    static void Run(SqliteDatabase database, string sql)
    {
        using var connection = database.Open();
        connection.Execute(sql);
    }

    static List<string> Read(SqliteDatabase database, string sql)
    {
        using var connection = database.Open();
        return [.. connection.Query(sql).Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values))];
    }
}
