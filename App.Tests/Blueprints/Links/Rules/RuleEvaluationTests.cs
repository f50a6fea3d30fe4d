using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Rules;

public sealed class RuleEvaluationTests
{
    [Fact]
    public async Task Saving_a_link_reads_and_evaluates_the_rules_once()
    {
        var reads = 0;
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddScoped(services => new LinkRuleStore(
                new CountedConnection(services.GetRequiredService<OnDemandConnection>(), () => reads++))));
        var ada = await library.SignUp("alice");
        var page = await ada.Get("/en/rules/new");
        await ada.Submit(page, "form#rule-form", new Dictionary<string, string?>
        {
            ["name"] = "Docs",
            ["words"] = "guide",
            ["tags"] = "manual",
        });

        reads = 0;
        var matching = await ada.AddLink("https://example.com/guide", "A guide");
        Assert.Equal(1, reads);
        Assert.Contains("Docs (#manual)", matching.Find("#flashes").TextContent, StringComparison.Ordinal);

        reads = 0;
        await ada.AddLink("https://example.com/other", "Other");
        Assert.Equal(1, reads);
    }

    [Fact]
    public void Adding_a_link_returns_the_rules_that_were_applied()
    {
        using var desk = new LinkStoreFixture();
        desk.Get<LinkRuleStore>().Add(desk.Ada, Rule("Second", "bread"), LinkStoreFixture.Now);
        desk.Get<LinkRuleStore>().Add(desk.Ada, Rule("Other", "soup"), LinkStoreFixture.Now);
        desk.Get<LinkRuleStore>().Add(desk.Ada, Rule("Third", "recipe"), LinkStoreFixture.Now);
        var added = desk.Links.Add(
            desk.Ada,
            new() { Url = LinkUrl.Parse("https://example.com/")!, Title = "A bread recipe" },
            LinkStoreFixture.Now)!;
        Assert.Equal(["Second", "Third"], added.Rules.Select(rule => rule.Name));
        Assert.Equal(["bread", "recipe"], desk.Links.Find(desk.Ada, added.Id)!.Tags);
    }

    static LinkRule Rule(string name, string word) => new()
    {
        Id = 0,
        Name = name,
        Host = "",
        Path = "",
        Words = word,
        TagList = word,
        Archives = false,
        MarksUnread = false,
        IsActive = true,
        Position = 0,
        Version = 0,
    };

    /// <summary>
    /// Calls <paramref name="count"/> for each SQL command, and runs the command on the connection
    /// <paramref name="inner"/>.
    /// </summary>
    sealed class CountedConnection(DbConnection inner, Action count) : DbConnection
    {
        [AllowNull]
        public override string ConnectionString
        {
            get => inner.ConnectionString;
            set => inner.ConnectionString = value;
        }

        public override string Database => inner.Database;

        public override string DataSource => inner.DataSource;

        public override string ServerVersion => inner.ServerVersion;

        public override ConnectionState State => inner.State;

        public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

        public override void Open() => inner.Open();

        public override void Close() => inner.Close();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            inner.BeginTransaction(isolationLevel);

        protected override DbCommand CreateDbCommand()
        {
            count();
            return inner.CreateCommand();
        }
    }
}
