using System.Data.Common;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.Trash;
using App.Blueprints.Search;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using Dapper;

namespace App.Tests.Blueprints.Links;

/// <summary>Provides the stores of the Links blueprint with a new database, without a web server.</summary>
sealed class LinkStoreFixture : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    readonly string folder = Directory.CreateTempSubdirectory("carafe-links-").FullName;
    readonly ServiceProvider services;
    readonly IServiceScope scope;

    public LinkStoreFixture()
    {
        var collection = new ServiceCollection();
        collection.AddSqlite(Path.Combine(folder, "library.db"), FtsTokens.Register).AddSqlMapping();
        new SearchBlueprint().ConfigureServices(collection);
        new LinksBlueprint().ConfigureServices(collection);
        services = collection.BuildServiceProvider();
        Migrations.Of(typeof(LibraryApp).Assembly).Apply(services.GetRequiredService<SqliteDatabase>());
        scope = services.CreateScope();
        Ada = NewAccount("ada");
    }

    public long Ada { get; }

    public OnDemandConnection Connection => Get<OnDemandConnection>();

    public LinkStore Links => Get<LinkStore>();

    public LinkTrashStore Trash => Get<LinkTrashStore>();

    public LinkSearchStore Search => Get<LinkSearchStore>();

    public LinkChangeStore Changes => Get<LinkChangeStore>();

    public IReadOnlyList<ImportedLink> Import(long account, params IReadOnlyList<LinkImport> rows)
    {
        var change = Changes.Begin(account, LinkChangeKind.Imported, Now);
        var result = Get<LinkImportStore>().Import(account, change, rows, Now);
        Changes.Finish(change, Now);
        return result;
    }

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public IServiceScope NewScope() => services.CreateScope();

    public long NewAccount(string name) =>
        ((DbConnection)Connection).QuerySingle<long>(
            """
            insert into accounts (name, name_key, password_hash, language, created_at)
            values (@name, @name, '', 'en', 0)
            returning id
            """,
            new { name }
        );

    public long Add(
        string url,
        string title = "",
        string description = "",
        string note = "",
        string tags = "",
        bool isPublic = false,
        bool isUnread = false,
        long? account = null,
        int minutes = 0
    )
    {
        var content = new LinkContent
        {
            Url = LinkUrl.Parse(url)!,
            Title = title,
            Description = description,
            Note = note,
            Tags = TagNames.Parse(tags),
            IsPublic = isPublic,
            IsUnread = isUnread,
        };
        return Links.Add(account ?? Ada, content, Now.AddMinutes(minutes))?.Id
            ?? throw new InvalidOperationException($"{url} is there already.");
    }

    /// <summary>Returns the titles of the test account's links that match a search, in the order of the list.</summary>
    public string[] Titles(
        string text,
        string tag = "",
        string site = "",
        LinkState? state = null,
        LinkSort? sort = null
    ) =>
        [
            .. Search
                .Find(
                    Ada,
                    new LinkQuery
                    {
                        Text = text,
                        Tags = tag.Length > 0 ? [tag] : [],
                        Site = site,
                        State = state,
                        Sort = sort,
                    },
                    1
                )
                .Items.Select(link => link.Title),
        ];

    public T Scalar<T>(string sql, object? values = null) => ((DbConnection)Connection).QuerySingle<T>(sql, values);

    public void Dispose()
    {
        scope.Dispose();
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
