using System.Globalization;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts.SigningIn;

public sealed class SignInThrottleTests
{
    [Fact]
    public async Task The_eleventh_failed_sign_in_is_429_with_a_page_and_Retry_After()
    {
        await using var library = await Start();
        (await library.SignUp("alice")).Dispose();
        using var mallory = library.NewVisitor();
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await mallory.SignIn("alice", $"wrong words {i}")).Status
            );
        var refused = await mallory.SignIn("ALICE", "wrong words 10");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 900);
        Assert.Contains(
            "Too many attempts",
            refused.Find("form#sign-in [role=alert]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("ALICE", refused.Find("[name='Form.Username']").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await mallory.SignIn("alice")).Status);
    }

    [Fact]
    public async Task Failures_from_another_IP_address_do_not_block_the_right_password()
    {
        await using var library = await Start(settings => settings with { KnownProxies = [IPAddress.Loopback] });
        (await library.SignUp("alice")).Dispose();
        using var mallory = library.NewVisitor();
        mallory.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        for (var i = 0; i < 11; i++) await mallory.SignIn("alice", "wrong words");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await mallory.SignIn("alice")).Status);
        using var alice = library.NewVisitor();
        alice.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1");
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice")).Status);
    }

    [Fact]
    public async Task Successful_sign_ins_are_never_throttled()
    {
        await using var library = await Start();
        (await library.SignUp("alice")).Dispose();
        for (var i = 0; i < 12; i++)
        {
            using var alice = library.NewVisitor();
            Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice")).Status);
        }
    }

    [Fact]
    public async Task Parallel_attempts_do_not_bypass_the_throttle()
    {
        await using var library = await Start();
        (await library.SignUp("alice")).Dispose();
        using var mallory = library.NewVisitor();
        var page = await mallory.Get("/en/account/sign-in");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => mallory.Submit(page, "form#sign-in",
            new Dictionary<string, string?> { ["username"] = "alice", ["password"] = $"wrong words {i}" })));
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(20, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task One_IP_address_cannot_try_many_names()
    {
        await using var library = await Start();
        using var mallory = library.NewVisitor();
        var page = await mallory.Get("/en/account/sign-in");
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 61; i++)
            last = (
                await mallory.Submit(
                    page,
                    "form#sign-in",
                    new Dictionary<string, string?> { ["username"] = $"name{i}", ["password"] = "wrong words" }
                )
            ).Status;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    // Starts a library with few hash iterations, so that many sign-in attempts take little time.
    static Task<TestLibrary> Start(Func<AppSettings, AppSettings>? settings = null) =>
        TestLibrary.Start(settings, builder =>
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000)
        );
}
