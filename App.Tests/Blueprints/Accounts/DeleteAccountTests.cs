using System.Data.Common;
using App.Blueprints.Accounts;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts;

public sealed class DeleteAccountTests
{
    [Fact]
    public async Task Deleting_an_account_removes_all_its_data_and_nothing_of_others()
    {
        await using var library = await TestLibrary.Start();
        using var bobby = await library.SignUp("bobby");
        using var alice = await library.SignUp("alice");
        Execute(library, """
            insert into links (account_id, url, url_key, site, created_at, updated_at)
            select id, 'https://example.org/', 'https://example.org/', 'example.org', 0, 0
            from accounts;
            insert into tags (account_id, name, name_key, created_at)
            select id, 'css', 'css', 0
            from accounts;
            insert into link_tags (link_id, tag_id)
            select l.id, t.id
            from links l
            join tags t on t.account_id = l.account_id;
            """
        );
        var answer = await alice.Submit(
            await alice.Get("/en/account/delete"),
            "form#delete",
            Fields(TestLibrary.Password)
        );
        Assert.Equal("/en/", answer.Url.AbsolutePath);
        Assert.Equal("The account and everything in it were deleted.", answer.Find("#flashes li p").TextContent);
        foreach (var table in (string[])["accounts", "sessions", "links", "tags", "link_tags"])
            Assert.Equal(1, Count(library, $"select count(*) from {table}"));
        Assert.False(await alice.IsSignedIn());
        Assert.True(await bobby.IsSignedIn());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await alice.SignIn("alice")).Status);
        (await library.SignUp("alice")).Dispose();
    }

    [Theory]
    [InlineData("wrong words")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Deleting_an_account_requires_the_password(string? password)
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("operator")).Dispose();
        using var alice = await library.SignUp("alice");
        var answer = await alice.Submit(await alice.Get("/en/account/settings"), "form#delete", Fields(password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Single(answer.FindAll("#delete-password-errors li"));
        Assert.True(await alice.IsSignedIn());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_operator_cannot_delete_their_account(bool withMembers)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        if (withMembers) (await library.SignUp("bobby")).Dispose();
        var answer = await alice.Submit(
            await alice.Get("/en/account/delete"), "form#delete", Fields(TestLibrary.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("You are the only operator.", answer.Find("form#delete [role=alert]").TextContent,
            StringComparison.Ordinal);
        Assert.True(await alice.IsSignedIn());
        Assert.Equal(withMembers ? 2 : 1, Count(library, "select count(*) from accounts"));
    }

    [Fact]
    public async Task Of_two_operators_deleting_their_accounts_in_parallel_one_remains()
    {
        // Makes both requests check their passwords at the same time. By then, both have passed the first check that
        // another operator remains. That check takes no lock, so each request still sees the other operator.
        using var hasher = new MeetingHasher();
        await using var library = await TestLibrary.Start(
            settings => settings with { KnownProxies = [IPAddress.Loopback] },
            builder => builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher));
        using var alice = await library.SignUp("alice");
        using var bobby = await library.SignUp("bobby");
        // The passwords of one address are checked one after the other.
        bobby.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Execute(library, "update accounts set is_operator = 1");
        var pages = (await alice.Get("/en/account/delete"), await bobby.Get("/en/account/delete"));
        hasher.Meet();
        var answers = await Task.WhenAll(
            alice.Submit(pages.Item1, "form#delete", Fields(TestLibrary.Password), follow: false),
            bobby.Submit(pages.Item2, "form#delete", Fields(TestLibrary.Password), follow: false));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, Count(library, "select sum(is_operator) from accounts"));
    }

    [Fact]
    public async Task An_account_created_after_all_accounts_were_deleted_is_not_an_operator()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        Execute(library, "delete from accounts");
        (await library.SignUp("mallory")).Dispose();
        Assert.Equal(0, Count(library, "select sum(is_operator) from accounts"));
    }

    static Dictionary<string, string?> Fields(string? password) => new() { ["Password"] = password };

    static void Execute(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().Execute(sql));

    static long Count(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().ExecuteScalar<long>(sql));
}
