using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.Rediscovery;
using App.Tests.Architecture;
using Dapper;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Checks the query plans that SQLite chooses for the statements of the list stores.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    /// <summary>Every SQL statement in the stores of links and searches.</summary>
    public static TheoryData<string, string> Statements =>
        [
            .. from statement in StoreStatements.All
            where stores.Contains(statement.Store)
            group statement.Sql by statement.Store into store
            from sql in store.Distinct().Index()
            select new TheoryDataRow<string, string>($"{store.Key} {sql.Index + 1}", sql.Item),
        ];

    static readonly HashSet<string> stores =
    [
        .. typeof(LinkStore)
            .Assembly.GetTypes()
            .Where(type => TypeReferences.PlaceOf(type) is "Blueprints/Links" or "Blueprints/Search")
            .Select(type => type.Name),
    ];

    const string AnyLink = "exists (select 1 from links where deleted_at is null)";

    [Theory, MemberData(nameof(Statements))]
    public void No_statement_scans_a_whole_table(string name, string sql)
    {
        var plan = Plan(sql);
        // Ignores the scan of a statement that checks whether the table has any row. The scan stops at the first row.
        if (sql.Contains(AnyLink, StringComparison.Ordinal))
            plan = plan.Replace("SCAN links USING COVERING INDEX links_newest", "", StringComparison.Ordinal);
        // "CO-ROUTINE links" means that the scan reads a subquery with the alias "links", not the table.
        if (plan.Contains("CO-ROUTINE links", StringComparison.Ordinal))
            plan = plan.Replace("SCAN links\n", "", StringComparison.Ordinal);
        Assert.False(ScanOfTables().IsMatch(plan), $"{name}:\n{plan}");
    }

    [Fact]
    public void The_most_frequent_statements_are_checked()
    {
        var all = Statements.Select(row => row.Data.Item2).ToList();
        foreach (
            var hot in new[]
            {
                "from link_counts",
                "from tags",
                "from links_fts(@match)",
                "title collate nocase",
                "found.rank",
                "insert into links_fts",
                "from saved_searches",
            }
        )
            Assert.Contains(all, sql => sql.Contains(hot, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "select id, name, link_count, 0 as is_unused\nfrom tags",
        "SEARCH tags USING INDEX sqlite_autoindex_tags_1 (account_id=? AND name_key>? AND name_key<?)\n"
            + "USE TEMP B-TREE FOR ORDER BY"
    )]
    [InlineData("from link_counts", "SEARCH link_counts USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData(
        "from saved_searches\nwhere account_id = @accountId\norder by",
        "SEARCH saved_searches USING INDEX saved_searches_position (account_id=?)"
    )]
    [InlineData("select count(*)\nfrom links_fts(@match)", "SCAN links_fts VIRTUAL TABLE INDEX 0:M6")]
    public void Statements_of_every_page_use_one_index(string part, string step)
    {
        var plan = Plan(
            Statements
                .Select(row => row.Data.Item2)
                .First(sql => Flat(sql).Contains(Flat(part), StringComparison.Ordinal))
        );
        Assert.Equal(step, plan);
    }

    [Theory]
    [InlineData("links_title", "LAST 7 TERMS")]
    [InlineData("links_site", "LAST 8 TERMS")]
    [InlineData("links_newest", "LAST 7 TERMS")]
    public void A_list_in_several_sort_orders_uses_the_index_of_the_first_and_sorts_only_ties(
        string index,
        string sorted
    )
    {
        var statements = Statements
            .Where(row => row.Data.Item1.StartsWith("LinkListStore", StringComparison.Ordinal))
            .Select(row => row.Data.Item2)
            .Where(sql =>
                sql.Contains("@last", StringComparison.Ordinal) && !sql.Contains("@sort", StringComparison.Ordinal)
            )
            .Where(sql => Plan(sql).Contains($"INDEX {index} ", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(statements);
        foreach (var plan in statements.Select(Plan))
        {
            Assert.Contains($"INDEX {index} (account_id=? AND is_archived=?)", plan, StringComparison.Ordinal);
            Assert.Contains(sorted, plan, StringComparison.Ordinal);
            if (index != "links_newest") Assert.Contains($"COVERING INDEX {index}", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Newest", "links_newest")]
    [InlineData("Oldest", "links_newest")]
    [InlineData("ByTitle", "links_title")]
    [InlineData("BySite", "links_site")]
    public void A_list_uses_its_covering_index_without_sorting(string statement, string index)
    {
        var plan = Plan(Constant(typeof(LinkListStore), statement));
        Assert.Contains(
            $"USING COVERING INDEX {index} (account_id=? AND is_archived=?)",
            plan,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_continues_by_index()
    {
        var plan = Plan(Constant(typeof(LinkExportStore), "Next"));
        Assert.Contains(
            "INDEX links_folder (account_id=? AND (folder,created_at)>(?,?))",
            plan,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("CountDay", "links_day (account_id=? AND <expr>=? AND created_at<?)")]
    [InlineData("Day", "links_day (account_id=? AND <expr>=? AND created_at<?)")]
    [InlineData("OldAfter", "links_any (account_id=? AND id>?)")]
    [InlineData("After", "links_any (account_id=? AND id>?)")]
    [InlineData("Oldest", "links_newest (account_id=? AND is_archived=?)")]
    [InlineData("AtOrBefore", "links_newest (account_id=? AND is_archived=? AND created_at<?)")]
    public void Rediscovery_statements_use_their_index(string statement, string index) =>
        Assert.Contains(
            $"INDEX {index}",
            Plan(Constant(typeof(RediscoveryStore), statement)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Minimum_and_maximum_id_are_looked_up_by_index()
    {
        var plan = Plan(Constant(typeof(RediscoveryStore), "Ends"));
        Assert.True(plan.Split("SEARCH links USING INDEX links_any (account_id=?)").Length == 3, plan);
    }

    static string Constant(Type store, string name) =>
        (string)store.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;

    static string Flat(string sql) => Space().Replace(sql, " ").Trim();

    string Plan(string sql)
    {
        var values = new DynamicParameters();
        foreach (var name in Parameter().Matches(sql).Select(match => match.Groups["name"].Value).Distinct())
            values.Add(name, name == "match" ? "\"x\"" : null);
        return string.Join(
            '\n',
            ((DbConnection)desk.Connection)
                .Query<(long, long, long, string Detail)>("explain query plan " + sql, values)
                .Select(step => step.Detail)
        );
    }

    [GeneratedRegex("@(?<name>\\w+)")]
    private static partial Regex Parameter();

    // Matches full scans of tables. Does not match scans of the index of public links, because these queries read only
    // the newest links and stop after a few rows.
    [GeneratedRegex(
        "^SCAN (links|tags|link_tags|link_changes|link_change_entries|saved_searches)\\b"
            + "(?! USING (COVERING )?INDEX links_public)",
        RegexOptions.Multiline
    )]
    private static partial Regex ScanOfTables();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
