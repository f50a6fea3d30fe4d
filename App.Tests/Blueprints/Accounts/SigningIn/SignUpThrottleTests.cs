using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts.SigningIn;

public sealed class SignUpThrottleTests
{
    [Fact]
    public async Task Sign_ups_from_one_IP_address_are_throttled_with_Retry_After()
    {
        await using var library = await TestLibrary.Start(
            configure: builder => builder.Services.Configure<PasswordHasherOptions>(
                options => options.IterationCount = 1000));
        for (var i = 0; i < SignUpThrottle.MaxSignUps; i++) (await library.SignUp($"person{i}")).Dispose();
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { false, true })
        {
            var refused = await visitor.Submit(
                await visitor.Get("/en/account/sign-up"), "form#sign-up", new Dictionary<string, string?>
                {
                    ["username"] = "latecomer",
                    ["password"] = TestLibrary.Password,
                    ["confirm"] = TestLibrary.Password,
                    ["accept"] = "true",
                }, htmx);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
            Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1,
                (int)SignUpThrottle.Window.TotalSeconds);
            Assert.Contains("Too many attempts", refused.Find("form#sign-up [role=alert]").TextContent,
                StringComparison.Ordinal);
            Assert.Equal("latecomer", refused.Find("[name='Form.Username']").GetAttribute("value"));
            Assert.DoesNotContain(TestLibrary.Password, refused.Text, StringComparison.Ordinal);
        }
        Assert.Null(library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("latecomer")));
    }
}
