using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchIndexTests : SampleLinks
{
    [Fact]
    public void Every_change_keeps_the_search_index_up_to_date()
    {
        var id = desk.Add("https://change.example/", "Before", tags: "one");
        Assert.Empty(desk.Titles("is:untagged site:change.example"));
        desk.Links.SetUnread(desk.Ada, id, true);
        Assert.Equal(["Before"], desk.Titles("is:unread site:change.example"));
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Empty(desk.Titles("site:change.example"));
        desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Equal(["Before"], desk.Titles("#one site:change.example"));
    }

    [Fact]
    public void The_migration_indexes_existing_links_like_the_store()
    {
        desk.Add("https://cjk.example/", "東京 c++ .net 🎉", tags: "web design");
        string[] questions =
        [
            "東",
            "c++",
            "🎉",
            "#\"web design\"",
            "is:untagged",
            "is:archived",
            "is:public",
            "is:unread",
            "is:starred",
            "site:example",
            "after:2026",
            "before:2026-11-23",
            "in:note rust",
            "iron",
        ];
        var before = questions.Select(typed => string.Join('|', desk.Titles(typed, sort: LinkSort.Title))).ToList();
        var migration = File.ReadAllText(
            Directory.GetFiles(App.Tests.Architecture.Source.Path("migrations"), "*_search.sql").Single()
        );
        var insert = migration[migration.IndexOf("insert into links_fts", StringComparison.Ordinal)..];
        desk.Scalar<long>("delete from links_fts; select 1");
        Assert.All(questions, typed => Assert.Empty(desk.Titles(typed)));
        desk.Scalar<long>(insert[..(insert.IndexOf(';', StringComparison.Ordinal) + 1)] + " select 1");
        Assert.Equal(before, questions.Select(typed => string.Join('|', desk.Titles(typed, sort: LinkSort.Title))));
    }
}
