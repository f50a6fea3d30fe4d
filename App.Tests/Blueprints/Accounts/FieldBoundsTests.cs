using App.Blueprints.Accounts;
using App.Tests.Testing;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts;

/// <summary>
/// Tests that every field of the account forms has a maximum length, which is checked before any other processing.
/// </summary>
public sealed class FieldBoundsTests
{
    const int Large = 500_000;

    [Theory]
    [InlineData("/en/account/sign-in", "form#sign-in", "Form.Username")]
    [InlineData("/en/account/sign-in", "form#sign-in", "Form.Password")]
    [InlineData("/en/account/sign-up", "form#sign-up", "Form.Username")]
    [InlineData("/en/account/sign-up", "form#sign-up", "Form.Password")]
    [InlineData("/en/account/sign-up", "form#sign-up", "Form.Confirm")]
    [InlineData("/en/account/password", "form#password", "Current")]
    [InlineData("/en/account/password", "form#password", "Password")]
    [InlineData("/en/account/password", "form#password", "Confirm")]
    [InlineData("/en/account/delete", "form#delete", "Password")]
    [InlineData("/backend/en/accounts/1", "form#reset", "Password")]
    [InlineData("/backend/en/accounts/2", "form#remove", "Name")]
    public async Task An_overlong_field_is_rejected_with_a_message_and_neither_hashed_nor_rendered(
        string url, string form, string field)
    {
        var hasher = new CountingHasher();
        await using var library = await TestLibrary.Start(
            configure: builder => builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher));
        using var alice = await library.SignUp("alice");
        (await library.SignUp("bobby")).Dispose();
        // Makes another account an operator, because the last operator cannot delete their account.
        library.InScope(scope => scope.GetRequiredService<AccountStore>().SetOperator(2, true));
        using var visitor = library.NewVisitor();
        var who = url.Contains("/sign-", StringComparison.Ordinal) ? visitor : alice;
        var page = await who.Get(url);
        var fields = page.FindAll($"{form} input:not([type=hidden], [type=checkbox])")
            .ToDictionary(input => input.GetAttribute("name")!, _ => (string?)TestLibrary.Password[..8]);
        fields["accept"] = "true";
        fields[field] = new string('x', Large);
        var before = hasher.Calls;
        var answer = await who.Submit(page, form, fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.FindAll($"{form} .field .errors li"));
        Assert.Equal(before, hasher.Calls);
        Assert.True(answer.Text.Length < 100_000, $"{answer.Text.Length} characters");
        Assert.DoesNotContain(new string('x', 100), answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/account/sign-in")]
    [InlineData("/en/account/sign-up")]
    [InlineData("/en/account/theme")]
    public async Task An_overlong_return_URL_is_not_rendered(string url)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(url);
        page.Find("main form [name=next]").SetAttribute("value", "/" + new string('x', Large));
        var answer = await visitor.Submit(
            page, "main form[method=post]", new Dictionary<string, string?> { ["theme"] = "none" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.DoesNotContain(new string('x', 100), answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_of_1024_code_points_is_accepted()
    {
        await using var library = await TestLibrary.Start();
        var password = string.Concat(Enumerable.Repeat("🍷a", 512));
        Assert.Null(library.InScope(scope => scope.GetRequiredService<AccountCommands>().Add("alice", password)));
        using var alice = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice", password)).Status);
        using var other = library.NewVisitor();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SignIn("alice", password + "b")).Status);
    }

    sealed class CountingHasher : IPasswordHasher<Account>
    {
        readonly PasswordHasher<Account> inner = new();

        public int Calls { get; private set; }

        public string HashPassword(Account user, string password)
        {
            Calls++;
            return inner.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(
            Account user, string hashedPassword, string providedPassword)
        {
            Calls++;
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
