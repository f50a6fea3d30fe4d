using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using App.Blueprints.Links;
using Dapper;

namespace App.Tests.Blueprints.Links;

/// <summary>How the engine reads the lists: by the stores' own statements.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    readonly LinkDesk desk = new();

    public void Dispose() => desk.Dispose();

    public static TheoryData<string, string> Statements =>
    [
        .. from store in new[] { typeof(LinkListStore), typeof(LinkSearchStore), typeof(LinkExportStore), typeof(RediscoveryStore), typeof(SampleStore) }
           from constant in store.GetFields(BindingFlags.NonPublic | BindingFlags.Static)
           where constant.IsLiteral && constant.FieldType == typeof(string)
           select new TheoryDataRow<string, string>($"{store.Name}.{constant.Name}", (string)constant.GetRawConstantValue()!),
    ];

    [Theory, MemberData(nameof(Statements))]
    public void No_statement_reads_the_whole_table(string name, string sql)
    {
        var plan = Plan(sql);
        Assert.False(ScanOfLinks().IsMatch(plan), $"{name}:\n{plan}");
    }

    [Theory]
    [InlineData("Newest", "links_newest")]
    [InlineData("Oldest", "links_newest")]
    [InlineData("ByTitle", "links_title")]
    [InlineData("BySite", "links_site")]
    public void A_list_walks_its_index_reads_no_row_and_sorts_nothing(string statement, string index)
    {
        var plan = Plan(Statements.Single(row => row.Data.Item1 == $"LinkListStore.{statement}").Data.Item2);
        Assert.Contains($"USING COVERING INDEX {index} (account_id=? AND is_archived=?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_goes_on_where_it_was()
    {
        var plan = Plan(Statements.Single(row => row.Data.Item1 == "LinkExportStore.Listed").Data.Item2);
        Assert.Contains("INDEX links_folder (account_id=? AND (folder,created_at)>(?,?))", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CountDay", "links_day (account_id=? AND <expr>=? AND created_at<?)")]
    [InlineData("Day", "links_day (account_id=? AND <expr>=? AND created_at<?)")]
    [InlineData("OldAfter", "links_any (account_id=? AND id>?)")]
    [InlineData("After", "links_any (account_id=? AND id>?)")]
    [InlineData("Oldest", "links_newest (account_id=? AND is_archived=?)")]
    [InlineData("AtOrBefore", "links_newest (account_id=? AND is_archived=? AND created_at<?)")]
    public void What_comes_to_light_again_is_found_by_its_index(string statement, string index) =>
        Assert.Contains($"INDEX {index}", Plan(Statements.Single(row => row.Data.Item1 == $"RediscoveryStore.{statement}").Data.Item2), StringComparison.Ordinal);

    [Fact]
    public void The_ends_of_the_ids_are_looked_up_and_not_searched()
    {
        var plan = Plan(Statements.Single(row => row.Data.Item1 == "RediscoveryStore.Ends").Data.Item2);
        Assert.True(plan.Split("SEARCH links USING INDEX links_any (account_id=?)").Length == 3, plan);
    }

    string Plan(string sql)
    {
        var values = new DynamicParameters();
        foreach (var name in Parameter().Matches(sql).Select(match => match.Groups["name"].Value).Distinct()) values.Add(name, name == "match" ? "\"x\"" : null);
        return string.Join('\n', ((DbConnection)desk.Connection).Query<(long, long, long, string Detail)>("explain query plan " + sql, values).Select(step => step.Detail));
    }

    [GeneratedRegex("@(?<name>\\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex("^SCAN (links|tags|link_tags|link_changes|link_change_entries)\\b", RegexOptions.Multiline)]
    private static partial Regex ScanOfLinks();
}
