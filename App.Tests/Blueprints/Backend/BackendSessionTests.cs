using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

public sealed class BackendSessionTests : BackendLibrary
{
    [Fact]
    public async Task A_revoked_operator_loses_access_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, await operating.StatusOf("/backend/en/"));
        library.InScope(scope =>
        {
            var accounts = scope.GetRequiredService<AccountStore>();
            accounts.SetOperator(library.AccountId("member1"), true);
            return accounts.SetOperator(library.AccountId("operator1"), false);
        });
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backend/en/"));
        Assert.Equal(HttpStatusCode.OK, await member.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task An_ended_session_has_no_access()
    {
        await operating.Get("/backend/en/");
        library.InScope(scope =>
        {
            scope.GetRequiredService<SessionStore>().RemoveAll(library.AccountId("operator1"));
            return 0;
        });
        Assert.Equal(HttpStatusCode.Found, await operating.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task A_session_cookie_of_another_library_has_no_access()
    {
        await using var other = await TestLibrary.Start();
        using var stranger = await other.SignUp("operator1");
        var cookie = stranger.Cookies.GetCookies(other.Address)["carafe"]!.Value;
        using var visitor = library.NewVisitor();
        visitor.Cookies.Add(library.Address, new Cookie("carafe", cookie));
        Assert.Equal(HttpStatusCode.Found, await visitor.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task Antiforgery_tokens_of_library_and_backend_are_not_interchangeable()
    {
        var here = await operating.Get("/backend/en/databases");
        var there = await operating.Get("/en/account/settings");
        var (ours, theirs) = (TokenOf(here), TokenOf(there));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/backend/en/databases", theirs, ("work", "check")));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/backend/en/databases", null, ("work", "check")));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/en/account/theme", ours, ("theme", "dark")));
        Assert.Equal(HttpStatusCode.SeeOther, await Post("/en/account/theme", theirs, ("theme", "dark")));
        Assert.Equal(HttpStatusCode.SeeOther, await Post("/backend/en/databases", ours, ("work", "check")));
    }

    [Fact]
    public async Task The_backend_never_sets_the_session_cookie_of_the_library()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/backend/en/accounts/1");
        var answer = await operating.Send(request);
        Assert.DoesNotContain("carafe=", answer.Headers.GetValueOrDefault("Set-Cookie", ""), StringComparison.Ordinal);
        Assert.Contains("path=/backend", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    static string TokenOf(Answer page) => page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;
}
