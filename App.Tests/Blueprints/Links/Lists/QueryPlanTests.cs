using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.Rediscovery;
using App.Tests.Architecture;
using Dapper;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>How the engine reads the lists: by the stores' own statements.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    readonly LinkDesk desk = new();

    public void Dispose() => desk.Dispose();

    /// <summary>Every statement of the stores of links and searches, as it is written.</summary>
    public static TheoryData<string, string> Statements =>
        [
            .. from file in Source.Files("*Store.cs")
            where
                file.Name.StartsWith("App/Blueprints/Links/", StringComparison.Ordinal)
                || file.Name.StartsWith("App/Blueprints/Search/", StringComparison.Ordinal)
            from statement in Statement()
                .Matches(file.Text)
                .Select((match, place) => (match.Groups["sql"].Value, place))
            select new TheoryDataRow<string, string>(
                $"{System.IO.Path.GetFileNameWithoutExtension(file.Name)} {statement.place + 1}",
                statement.Value
            ),
        ];

    [Theory, MemberData(nameof(Statements))]
    public void No_statement_reads_the_whole_table(string name, string sql)
    {
        var plan = Plan(sql);
        Assert.False(ScanOfTables().IsMatch(plan), $"{name}:\n{plan}");
    }

    [Fact]
    public void The_hot_statements_are_among_them()
    {
        var all = Statements.Select(row => row.Data.Item2).ToList();
        foreach (
            var hot in new[]
            {
                "from link_counts",
                "from tags",
                "where links_fts match @match",
                "indexed by links_title",
                "bm25(links_fts",
                "insert into links_fts",
                "from saved_searches",
            }
        )
            Assert.Contains(all, sql => sql.Contains(hot, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "select id, name, link_count, 0 as is_unused\nfrom tags",
        "SEARCH tags USING INDEX sqlite_autoindex_tags_1 (account_id=? AND name_key>? AND name_key<?)\nUSE TEMP B-TREE FOR ORDER BY"
    )]
    [InlineData("from link_counts", "SEARCH link_counts USING INTEGER PRIMARY KEY (rowid=?)")]
    [InlineData(
        "from saved_searches\nwhere account_id = @accountId\norder by",
        "SEARCH saved_searches USING INDEX saved_searches_position (account_id=?)"
    )]
    [InlineData("select count(*)\nfrom links_fts", "SCAN links_fts VIRTUAL TABLE INDEX 0:M6")]
    public void What_every_page_asks_is_answered_by_one_index(string part, string step)
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
    [InlineData("links_site", "LAST 7 TERMS")]
    [InlineData("links_newest", "LAST 7 TERMS")]
    public void A_list_in_several_orders_walks_the_index_of_the_first_and_sorts_only_the_ties(
        string index,
        string sorted
    )
    {
        var statements = Statements
            .Where(row => row.Data.Item1.StartsWith("LinkOrderStore", StringComparison.Ordinal))
            .Select(row => row.Data.Item2)
            .Where(sql => sql.Contains(index, StringComparison.Ordinal))
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
    public void A_list_walks_its_index_reads_no_row_and_sorts_nothing(string statement, string index)
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
    public void An_export_goes_on_where_it_was()
    {
        var plan = Plan(Constant(typeof(LinkExportStore), "Listed"));
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
    public void What_comes_to_light_again_is_found_by_its_index(string statement, string index) =>
        Assert.Contains(
            $"INDEX {index}",
            Plan(Constant(typeof(RediscoveryStore), statement)),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_ends_of_the_ids_are_looked_up_and_not_searched()
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

    // The newest public links of everybody are read in the order of their index, a dozen of them.
    [GeneratedRegex(
        "^SCAN (links|tags|link_tags|link_changes|link_change_entries|saved_searches)\\b(?! USING (COVERING )?INDEX links_public)",
        RegexOptions.Multiline
    )]
    private static partial Regex ScanOfTables();

    [GeneratedRegex(
        "\"{3}\\n(?<sql>\\s*(select|insert|update|delete|with)\\b.*?)\"{3}",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Statement();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
