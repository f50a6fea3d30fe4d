using App.Tests.Testing;

namespace App.Tests.Blueprints.Accounts;

public sealed class SignUpTests
{
    [Fact]
    public async Task Signing_up_makes_an_account_and_signs_in()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var again = await alice.Get("/en/account/sign-in");
        Assert.Equal("/en/", again.Url.AbsolutePath);
    }
}
