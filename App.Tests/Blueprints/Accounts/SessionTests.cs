using System.Data.Common;
using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Tests.Blueprints.Accounts;

public sealed class SessionTests
{
    [Fact]
    public async Task Signing_out_ends_only_the_session_of_this_browser()
    {
        await using var library = await TestLibrary.Start();
        using var first = await library.SignUp("alice");
        using var second = library.NewVisitor();
        await second.SignIn("alice");
        var answer = await first.Submit(await first.Get("/en/account/sign-out"), "form#sign-out", follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.False(await first.IsSignedIn());
        Assert.True(await second.IsSignedIn());
        Assert.Equal(1, CountOf(library));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions()
    {
        await using var library = await TestLibrary.Start();
        using var first = await library.SignUp("alice");
        using var second = library.NewVisitor();
        await second.SignIn("alice");
        await first.Submit(
            await first.Get("/en/account/settings"),
            "form#sign-out",
            new Dictionary<string, string?> { ["everywhere"] = "true" }
        );
        Assert.False(await first.IsSignedIn());
        Assert.False(await second.IsSignedIn());
        Assert.Equal(0, CountOf(library));
    }

    [Fact]
    public async Task Signing_out_twice_is_not_an_error()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var page = await alice.Get("/en/account/sign-out");
        await alice.Submit(page, "form#sign-out");
        var again = await alice.Submit(page, "form#sign-out", follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
    }

    [Fact]
    public async Task A_stolen_session_cookie_is_invalid_after_signing_out()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        using var thief = library.NewVisitor();
        thief.Cookies.Add(alice.Cookies.GetCookies(library.Address));
        Assert.True(await thief.IsSignedIn());
        await alice.Submit(await alice.Get("/en/account/sign-out"), "form#sign-out");
        Assert.False(await thief.IsSignedIn());
    }

    [Fact]
    public async Task The_session_cookie_is_HttpOnly_and_SameSite_and_the_database_stores_only_its_hash()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var alice = library.NewVisitor();
        var answer = await alice.SignIn("alice");
        var cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("carafe=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            library.InScope(scope =>
                scope.GetRequiredService<DbConnection>().Query<byte[]>("select key_hash from sessions").ToList()
            ),
            hash => Assert.Equal(32, hash.Length)
        );
    }

    [Fact]
    public async Task The_session_cookie_is_secure_and_limited_to_the_path_base_over_HTTPS()
    {
        await using var library = await TestLibrary.Start(settings =>
            settings with
            {
                PathBase = "/carafe",
                KnownProxies = [IPAddress.Loopback],
            }
        );
        using var alice = library.NewVisitor();
        alice.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var commands = library.InScope(scope =>
            scope.GetRequiredService<AccountCommands>().Add("alice", TestLibrary.Password)
        );
        Assert.Null(commands);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/carafe/en/account/settings");
        var toSignIn = await alice.Send(request);
        Assert.Equal(
            "/carafe/en/account/sign-in?next=%2Fcarafe%2Fen%2Faccount%2Fsettings",
            toSignIn.Location!.ToString()
        );
        using var page = new HttpRequestMessage(HttpMethod.Get, toSignIn.Location);
        var form = await alice.Send(page);
        Assert.StartsWith(
            "/carafe/en/account/sign-in",
            form.Find("form#sign-in").GetAttribute("action"),
            StringComparison.Ordinal
        );
        var antiforgery = form.Headers["Set-Cookie"].Split(';')[0];
        using var post = new HttpRequestMessage(HttpMethod.Post, "/carafe/en/account/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Form.Username"] = "alice",
                ["Form.Password"] = TestLibrary.Password,
                ["next"] = "/carafe/en/account/settings",
                ["__RequestVerificationToken"] = form.Find("[name=__RequestVerificationToken]").GetAttribute("value")!,
            }),
        };
        // Sets the Cookie header directly, because the cookie container does not send Secure cookies over http.
        post.Headers.Add("Cookie", antiforgery);
        var answer = await alice.Send(post);
        Assert.Equal("/carafe/en/account/settings", answer.Location!.ToString());
        var cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("path=/carafe", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_changed_account_row_takes_effect_on_the_next_request()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        Assert.Equal("auto", (await alice.Get("/en/account/theme")).Find("option[selected]").GetAttribute("value"));
        library.InScope(scope => { scope.GetRequiredService<AccountStore>().SetTheme(1, "dark"); return 0; });
        Assert.Equal("dark", (await alice.Get("/en/account/theme")).Find("option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task An_expired_session_is_invalid_and_a_used_one_is_extended()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        Execute(library, "update sessions set expires_at = @at, last_used_at = 0", DateTimeOffset.UtcNow.AddDays(10));
        Assert.True(await alice.IsSignedIn());
        var expires = library.InScope(scope =>
            scope.GetRequiredService<DbConnection>().ExecuteScalar<long>("select expires_at from sessions")
        );
        Assert.True(DateTimeOffset.FromUnixTimeMilliseconds(expires) > DateTimeOffset.UtcNow.AddDays(80));
        Execute(library, "update sessions set expires_at = @at", DateTimeOffset.UtcNow.AddSeconds(-1));
        Assert.False(await alice.IsSignedIn());
    }

    [Fact]
    public async Task A_static_file_does_not_read_the_session()
    {
        var isBroken = false;
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.Replace(
                ServiceDescriptor.Scoped(scope =>
                    isBroken
                        ? throw new InvalidOperationException("The identity was read.")
                        : ActivatorUtilities.CreateInstance<SessionStore>(scope)
                )
            )
        );
        using var alice = await library.SignUp("alice");
        isBroken = true;
        Assert.Equal(HttpStatusCode.OK, (await alice.Get("/lib/htmx/htmx.min.js")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await alice.Get("/en/account/theme")).Status);
    }

    static void Execute(TestLibrary library, string sql, DateTimeOffset at) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().Execute(sql, new { at }));

    static long CountOf(TestLibrary library) =>
        library.InScope(scope =>
            scope.GetRequiredService<DbConnection>().ExecuteScalar<long>("select count(*) from sessions")
        );
}
