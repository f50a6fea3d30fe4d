using System.Data.Common;
using App.Blueprints.Accounts;
using App.Blueprints.Backend.People;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend.People;

public sealed class BackendAccountsTests : OperatedLibrary
{
    [Fact]
    public async Task The_account_list_has_search_and_pages()
    {
        Library.InScope(scope =>
        {
            for (var i = 0; i < 120; i++)
                scope.GetRequiredService<AccountStore>().Add($"person-{i:000}", "x", "en", DateTimeOffset.UtcNow);
            return 0;
        });
        var first = await Operating.Get("/backend/en/accounts");
        Assert.Equal("121", first.Find("[data-total]").GetAttribute("data-total"));
        Assert.Equal(50, first.FindAll("tr[data-account-id]").Count);
        Assert.Equal(21, (await Operating.Get("/backend/en/accounts?page=3")).FindAll("tr[data-account-id]").Count);
        Assert.Equal(HttpStatusCode.NotFound, (await Operating.Get("/backend/en/accounts?page=4")).Status);
        var found = await Operating.Get("/backend/en/accounts?q=ON-11", htmx: true);
        Assert.Equal(10, found.FindAll("tr[data-account-id]").Count);
        Assert.Empty(found.FindAll("header"));
        Assert.Empty((await Operating.Get("/backend/en/accounts?q=%25")).FindAll("tr[data-account-id]"));
    }

    [Fact]
    public async Task An_operator_grants_and_revokes_the_operator_role_but_not_from_the_last_operator()
    {
        using var member = await Library.SignUp("member1");
        var url = $"/backend/en/accounts/{Library.AccountId("member1")}";
        var promoted = await Operating.Press(await Operating.Get(url), "#operator button[value=PUT]");
        Assert.Equal(url, promoted.Url.AbsolutePath);
        Assert.Contains("member1 is now an operator.", promoted.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await member.StatusOf("/backend/en/"));
        await Operating.Press(promoted, "#operator button[value=DELETE]");
        Assert.Equal(HttpStatusCode.NotFound, await member.StatusOf("/backend/en/"));

        var own = await Operating.Get("/backend/en/accounts/1");
        Assert.Empty(own.FindAll("#operator button, form#remove"));
        Assert.False(Library.InScope(scope => scope.GetRequiredService<AccountStore>().SetOperator(1, false)));
        var refused = await Delete(own.Url.AbsolutePath, "form#reset", own, new() { ["name"] = "operator1" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(HttpStatusCode.OK, await Operating.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task A_password_reset_applies_the_rules_and_ends_all_sessions()
    {
        using var member = await Library.SignUp("member1");
        var page = await Operating.Get($"/backend/en/accounts/{Library.AccountId("member1")}");
        var refused = await Operating.Submit(
            page,
            "form#reset",
            new Dictionary<string, string?> { ["password"] = "short" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.FindAll("form#reset .errors li"));
        Assert.True(await member.IsSignedIn());
        var done = await Operating.Submit(
            refused,
            "form#reset",
            new Dictionary<string, string?> { ["password"] = "another good one" }
        );
        Assert.Contains("member1", done.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.False(await member.IsSignedIn());
        using var again = Library.NewVisitor();
        await again.SignIn("member1", "another good one");
        Assert.True(await again.IsSignedIn());
    }

    [Fact]
    public async Task Deleting_an_account_requires_its_name_and_removes_all_its_data()
    {
        using var member = await Library.SignUp("member1");
        await member.Import("<DL><DT><A HREF=\"https://example.org/\">One</A></DL>");
        var files = Path.Combine(Library.Settings.UploadsDirectory, "imports");
        Assert.NotEmpty(Directory.GetFiles(files));
        var page = await Operating.Get($"/backend/en/accounts/{Library.AccountId("member1")}");
        var refused = await Operating.Submit(
            page,
            "form#remove",
            new Dictionary<string, string?> { ["name"] = "operator1" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.FindAll("form#remove .errors li"));
        var done = await Operating.Submit(
            refused,
            "form#remove",
            new Dictionary<string, string?> { ["name"] = "Member1" }
        );
        Assert.Equal("/backend/en/accounts", done.Url.AbsolutePath);
        Assert.Single(done.FindAll("tr[data-account-id]"));
        Assert.Empty(Directory.GetFiles(files));
        Assert.False(await member.IsSignedIn());
        Assert.Equal(
            0,
            Library.InScope(scope => new AccountListStore(scope.GetRequiredService<DbConnection>()).Count("member1"))
        );
    }

    async Task<Answer> Delete(string url, string form, Answer page, Dictionary<string, string?> fields)
    {
        page.Find(form).SetAttribute("action", url);
        fields["_method"] = "DELETE";
        return await Operating.Submit(page, form, fields, follow: false);
    }
}
