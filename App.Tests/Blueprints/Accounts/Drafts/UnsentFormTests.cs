using System.Data.Common;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts.Drafts;

/// <summary>
/// Tests that a form sent without a valid session or token is shown again with the typed values and never submitted
/// automatically.
/// </summary>
public sealed class UnsentFormTests
{
    public static TheoryData<string> Forms => [.. UnsentForms.All.Keys];

    [Theory]
    [Trait("Statement", "P11.5")]
    [MemberData(nameof(Forms))]
    public async Task A_form_sent_after_the_session_ended_is_restored_after_signing_in(string name)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var (form, page) = await Open(library, alice, name);
        UnsentForms.EndSessions(library);
        var before = Dump(library);
        var signIn = await alice.Send(page, form);
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.Status);
        // For a form of the backend, the response contains another form, which sends the typed values to the library's
        // sign-in page. Submits that form, as a user does.
        if (signIn.Document.QuerySelector("form#unsent") is not null) signIn = await alice.Submit(
            signIn, "form#unsent");
        Assert.Contains("nothing has been saved yet", signIn.Find("form#sign-in [role=alert]").TextContent,
            StringComparison.Ordinal);
        var wrong = await alice.Submit(signIn, "form#sign-in", Credentials("wrong words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        var filled = await alice.Submit(wrong, "form#sign-in", Credentials(TestLibrary.Password));
        UnsentForms.AssertFilled(filled, form);
        Assert.Equal(before, Dump(library));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_with_an_expired_token_is_offered_again_with_its_input(string name)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var (form, page) = await Open(library, alice, name);
        foreach (var token in page.FindAll("[name=__RequestVerificationToken]")) token.SetAttribute("value", "stale");
        var before = Dump(library);
        var stale = await alice.Send(page, form);
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        Assert.Equal("This page is out of date", stale.Find("h1").TextContent);
        UnsentForms.AssertFilled(await alice.Submit(stale, "form#unsent"), form);
        Assert.Equal(before, Dump(library));
    }

    [Theory]
    [Trait("Statement", "P11.6")]
    [MemberData(nameof(Forms))]
    public async Task An_htmx_form_stays_on_the_page_and_succeeds_after_signing_in(string name)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var (form, page) = await Open(library, alice, name);
        UnsentForms.EndSessions(library);
        var refused = await alice.Send(page, form, htmx: true);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.False(refused.Headers.ContainsKey("HX-Redirect"));
        Assert.Equal("#flashes", refused.Headers["HX-Retarget"]);
        var link = refused.Find("[role=alert] a[target=_blank]").GetAttribute("href")!;
        Assert.StartsWith("/en/account/sign-in?next=", link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice")).Status);
        var again = await alice.Send(page, form, htmx: true);
        Assert.True((int)again.Status < 300 || again.Status == HttpStatusCode.UnprocessableEntity,
            $"{again.Status} {again.Text}");
    }

    [Fact]
    public async Task An_htmx_request_gets_the_token_of_the_account_that_signed_in_meanwhile()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        (await library.SignUp("bobby")).Dispose();
        var form = UnsentForms.All["new link"];
        var page = await alice.Get(form.Page);
        await alice.Submit(await alice.Get("/en/account/sign-out"), "form#sign-out");
        await alice.SignIn("bobby");
        var refused = await alice.Send(page, form, htmx: true);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("now signed in as bobby", refused.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Count(library, "select count(*) from links"));
        foreach (var token in page.FindAll("[name=__RequestVerificationToken]"))
            token.SetAttribute("value", refused.Find("[data-fresh-token]").GetAttribute("data-fresh-token")!);
        await alice.Send(page, form, htmx: true);
        Assert.Equal(2, Count(library, "select account_id from links"));
    }

    [Fact]
    public async Task Input_for_a_form_that_the_new_account_cannot_open_is_shown_as_text()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        (await library.SignUp("bobby")).Dispose();
        var (form, page) = await Open(library, alice, "edit link");
        UnsentForms.EndSessions(library);
        var signIn = await alice.Send(page, form);
        var shown = await alice.Submit(
            signIn, "form#sign-in", new Dictionary<string,
                string?>
            { ["username"] = "bobby", ["password"] = TestLibrary.Password });
        Assert.StartsWith("/en/account/drafts/", shown.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("Typed title", shown.FindAll("textarea").Select(area => area.TextContent));
        using var stranger = await library.SignUp("mallory");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(shown.Url.AbsolutePath)).Status);
    }

    [Fact]
    public async Task A_second_tab_that_signs_in_keeps_its_own_page_and_form()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var form = UnsentForms.All["new link"];
        var page = await alice.Get(form.Page);
        UnsentForms.EndSessions(library);
        var carrying = await alice.Send(page, form);
        var other = await alice.Get("/en/account/sign-in?next=%2Fen%2Ftags");
        await alice.SignIn("alice", next: "/en/searches");
        var second = await alice.Submit(other, "form#sign-in", Credentials(TestLibrary.Password));
        Assert.Equal("/en/tags", second.Url.AbsolutePath);
        UnsentForms.AssertFilled(await alice.Submit(carrying, "form#sign-in", Credentials(TestLibrary.Password)), form);
    }

    static async Task<(UnsentForm Form, Answer Page)> Open(TestLibrary library, Visitor alice, string name)
    {
        var import = await UnsentForms.Prepare(library, alice);
        var form = UnsentForms.All[name];
        var page = await alice.Get(form.Page.Replace("{import}", import, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (form, page);
    }

    static Dictionary<string, string?> Credentials(string password) =>
        new() { ["username"] = "alice", ["password"] = password };

    static long Count(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().ExecuteScalar<long>(sql));

    // Returns the content of all tables that the forms can change.
    static string Dump(TestLibrary library) => library.InScope(scope =>
    {
        var connection = scope.GetRequiredService<DbConnection>();
        string[] tables = ["links", "tags", "link_tags", "link_rules", "saved_searches", "imports", "link_changes",
            "shelves", "accounts"];
        return string.Join('\n', tables.Select(table => System.Text.Json.JsonSerializer.Serialize(
            connection.Query($"select * from {table}")
                .Select(row => ((IDictionary<string, object?>)row).Values.Select(value => $"{value}")))));
    });
}
