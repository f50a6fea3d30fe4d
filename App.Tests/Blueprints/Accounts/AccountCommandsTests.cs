using App.Blueprints.Accounts;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Accounts;

public sealed class AccountCommandsTests
{
    [Fact]
    public async Task An_added_account_can_sign_in_and_the_first_account_is_the_operator()
    {
        await using var library = await TestLibrary.Start(settings => settings with { SignUp = SignUpMode.Closed });
        Assert.Null(Run(library, commands => commands.Add("alice", TestLibrary.Password)));
        using var alice = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice")).Status);
        Assert.True(library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("alice"))!.IsOperator);
    }

    [Theory]
    [InlineData("bob", "correct horse battery", "Enter 4 to 25 characters.")]
    [InlineData(
        "bob by",
        "correct horse battery",
        "A name can contain only letters, digits, emoji and _ - . without spaces."
    )]
    [InlineData("bobby", "short", "Enter 8 to 1,024 characters.")]
    [InlineData("ALICE", "correct horse battery", "This name is taken.")]
    public async Task Adding_an_account_applies_the_sign_up_rules(
        string name, string password, string problem)
    {
        await using var library = await TestLibrary.Start();
        Assert.Null(Run(library, commands => commands.Add("alice", TestLibrary.Password)));
        Assert.Equal(problem, Run(library, commands => commands.Add(name, password)));
    }

    [Fact]
    public async Task Resetting_a_password_ends_all_sessions()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        Assert.Null(Run(library, commands => commands.Reset("Alice", "other horse battery")));
        Assert.False(await alice.IsSignedIn());
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice", "other horse battery")).Status);
        Assert.Equal(
            "There is no account named nobody.",
            Run(library, commands => commands.Reset("nobody", "other horse battery"))
        );
    }

    [Fact]
    public async Task The_operator_role_can_be_granted_and_revoked_but_not_from_the_last_operator()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        (await library.SignUp("bobby")).Dispose();
        const string last = "alice is the only operator. Make another account an operator first.";
        Assert.Equal(last, Run(library, commands => commands.SetOperator("ALICE", false)));
        Assert.Null(Run(library, commands => commands.SetOperator("bobby", true)));
        Assert.True(library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("bobby"))!.IsOperator);
        Assert.Null(Run(library, commands => commands.SetOperator("alice", false)));
        Assert.Equal("There is no account named nobody.",
            Run(library, commands => commands.SetOperator("nobody", true)));
    }

    static string? Run(TestLibrary library, Func<AccountCommands, string?> work) =>
        library.InScope(scope => work(scope.GetRequiredService<AccountCommands>()));
}
