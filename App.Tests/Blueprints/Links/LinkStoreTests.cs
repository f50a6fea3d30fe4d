using System.Data.Common;
using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Patterns.Sqlite.Errors;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Blueprints.Links;

public sealed class LinkStoreTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    static LinkContent Content(string url, string title = "", string note = "", string tags = "") =>
        new() { Url = LinkUrl.Parse(url)!, Title = title, Note = note, Tags = TagNames.Parse(tags) };

    [Fact]
    [Trait("Statement", "P07.8")]
    public void Text_is_stored_and_read_back_unchanged()
    {
        foreach (
            var text in new[]
            {
                "'); drop table links;--",
                "100 %",
                "O'Neil \"quoted\"",
                "a\0b",
                "😀 ؟ ñ",
                new string('x', 100_000),
            }
        )
        {
            var content = Content(
                $"https://example.com/{Uri.EscapeDataString(text)[..Math.Min(100, text.Length)]}{text.Length}"
            ) with
            {
                Title = text,
                Note = text,
            };
            var id = desk.Links.Add(desk.Ada, content, LinkStoreFixture.Now)!.Id;
            Assert.Equal((text, text), (desk.Links.Find(desk.Ada, id)!.Title, desk.Links.Find(desk.Ada, id)!.Note));
        }
        Assert.Equal(6, desk.Scalar<int>("select count(*) from links"));
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public void The_same_page_is_stored_once_per_account()
    {
        var bob = desk.NewAccount("bob");
        desk.Add("https://example.com/a");
        var same = Content("https://EXAMPLE.com/a/?utm_source=x#:~:text=top");
        Assert.Null(desk.Links.Add(desk.Ada, same, LinkStoreFixture.Now));
        Assert.NotNull(desk.Links.Add(bob, Content("https://example.com/a"), LinkStoreFixture.Now));
        var other = desk.Add("https://example.com/b");
        var error = Assert.Throws<SqliteException>(() =>
            desk.Links.Update(desk.Ada, other, 1, Content("https://example.com/a"), LinkStoreFixture.Now)
        );
        Assert.True(error.IsDuplicate());
    }

    [Fact]
    public void A_link_of_another_account_can_be_neither_read_nor_changed()
    {
        var bob = desk.NewAccount("bob");
        var id = desk.Add("https://example.com/", "Ada's", isPublic: true);
        Assert.Null(desk.Links.Find(bob, id));
        Assert.False(desk.Links.Update(bob, id, 1, Content("https://example.com/"), LinkStoreFixture.Now));
        Assert.False(desk.Links.SetStarred(bob, id, true));
        Assert.False(desk.Links.SetArchived(bob, id, true, LinkStoreFixture.Now));
        Assert.False(desk.Links.SetUnread(bob, id, true));
        Assert.False(desk.Links.SetPublic(bob, id, false, LinkStoreFixture.Now));
        Assert.False(desk.Links.Merge(bob, id, LinkImport.Of(Content("https://example.com/")), LinkStoreFixture.Now));
        Assert.False(desk.Trash.Put(bob, id, LinkStoreFixture.Now));
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Null(desk.Trash.Find(bob, id));
        Assert.Null(desk.Trash.Restore(bob, id, LinkStoreFixture.Now));
        Assert.False(desk.Trash.Purge(bob, id));
        Assert.Equal(0, desk.Trash.Empty(bob));
        Assert.NotNull(desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now));
    }

    [Fact]
    public void An_update_of_an_old_version_changes_nothing()
    {
        var id = desk.Add("https://example.com/", "First", tags: "a");
        Assert.True(
            desk.Links.Update(
                desk.Ada, id, 1, Content("https://example.com/", "Second", tags: "b"), LinkStoreFixture.Now)
        );
        Assert.False(
            desk.Links.Update(
                desk.Ada, id, 1, Content("https://example.com/", "Third", tags: "c"), LinkStoreFixture.Now)
        );
        var link = desk.Links.Find(desk.Ada, id)!;
        Assert.Equal(("Second", 2L), (link.Title, link.Version));
        Assert.Equal(["b"], link.Tags);
        Assert.Equal(["Second"], desk.Titles("sec"));
        Assert.Empty(desk.Titles("first"));
    }

    [Fact]
    public void Merging_adds_content_and_never_removes_any()
    {
        var id = desk.Add("https://example.com/", "Mine", note: "one", tags: "a, B");
        var more = Content("https://example.com/", "Other", "two", "b, c") with
        {
            Description = "text",
            IsPublic = true,
        };
        Assert.True(desk.Links.Merge(desk.Ada, id, LinkImport.Of(more), LinkStoreFixture.Now));
        Assert.True(desk.Links.Merge(desk.Ada, id, LinkImport.Of(more), LinkStoreFixture.Now));
        var link = desk.Links.Find(desk.Ada, id)!;
        Assert.Equal(
            ("Mine", "text", "one\n\ntwo", false, 2L),
            (link.Title, link.Description, link.Note, link.IsPublic, link.Version)
        );
        Assert.Equal(["a", "B", "c"], link.Tags);
    }

    [Fact]
    public void Deleting_an_account_deletes_all_its_links()
    {
        desk.Add("https://example.com/", "Gone", tags: "t");
        desk.Trash.Put(desk.Ada, desk.Add("https://example.com/2", "Gone too", tags: "u"), LinkStoreFixture.Now);
        ((DbConnection)desk.Connection).Execute("delete from accounts where id = @id", new { id = desk.Ada });
        foreach (var table in new[] { "links", "tags", "link_tags", "link_counts" })
            Assert.Equal(0, desk.Scalar<int>($"select count(*) from {table}"));
        Assert.Equal(0, desk.Scalar<int>("select count(*) from links_fts where links_fts match 'gone'"));
    }

    [Fact]
    [Trait("Statement", "P08.4")]
    public void A_rolled_back_transaction_changes_neither_rows_nor_counts_nor_index()
    {
        Assert.Throws<InvalidOperationException>(() => desk.Connection.Transact(() =>
        {
            desk.Add("https://example.com/", "Halfway", tags: "t");
            throw new InvalidOperationException();
        }));
        Assert.Empty(desk.Titles("halfway"));
        Assert.Equal(new LinkCounts(), desk.Get<LinkListStore>().Counts(desk.Ada));
        Assert.Equal(0, desk.Scalar<int>("select count(*) from tags"));
    }

    [Fact]
    [Trait("Statement", "P08.8")]
    public void The_Link_record_matches_the_table()
    {
        var columns = ((DbConnection)desk.Connection)
            .Query<string>("select name from pragma_table_info('links')")
            .ToHashSet();
        var needed = typeof(Link)
            .GetProperties()
            .Where(property => property.SetMethod is not null && property.Name != nameof(Link.TagList))
            .Select(property =>
                System.Text.RegularExpressions.Regex.Replace(property.Name, "(?<!^)([A-Z])", "_$1").ToLowerInvariant()
            )
            .ToHashSet();
        // Every column of the table must be a property of Link. The excepted columns are the owner, and the canonical
        // URL and its key, which only the search for duplicates reads.
        Assert.Equal([.. columns.Except(["account_id", "canonical_url", "canonical_key"]).Order()], needed.Order());
        Assert.Equal(
            ["accounts"],
            ((DbConnection)desk.Connection).Query<string>("select \"table\" from pragma_foreign_key_list('links')")
        );
    }
}
