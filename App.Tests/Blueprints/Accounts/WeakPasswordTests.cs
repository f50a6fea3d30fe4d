using App.Blueprints.Accounts;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Accounts;

public sealed class WeakPasswordTests
{
    const string Message =
        "This password is too easy to guess. Avoid common words, names and rows of keys.";

    [Theory]
    [InlineData("password", true)]
    [InlineData("PassWord", true)]
    [InlineData("12345678", true)]
    [InlineData("qwertyuiop", true)]
    [InlineData("dragon2026", true)]
    [InlineData("Baseball!", true)]
    [InlineData("aaaaaaaa", true)]
    [InlineData("miriam-l", true)]
    [InlineData("MIRIAM-L1", true)]
    [InlineData("l-mairim", true)]
    [InlineData("miriamlmiriaml", true)]
    [InlineData("citylibrary", true)]
    [InlineData("City Library 1", true)]
    [InlineData("yrarbil ytic", true)]
    [InlineData("dragon20262027", false)]
    [InlineData("miriam-l reads", false)]
    [InlineData("correct horse battery", false)]
    [InlineData("naïve 🍷 über", false)]
    [InlineData("", false)]
    public void Common_passwords_and_names_are_weak(string password, bool isCommon) =>
        Assert.Equal(isCommon, WeakPasswords.Include(password, "Miriam-L", "City Library"));

    [Theory]
    [InlineData("en", Message)]
    [InlineData("de", "Dieses Passwort ist zu leicht zu erraten.")]
    [InlineData("fr", "Ce mot de passe est trop facile à deviner.")]
    [InlineData("ar", "كلمة المرور هذه سهلة التخمين.")]
    public async Task Sign_up_rejects_a_weak_password_beside_the_field(string language, string message)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor(language);
        var fields = new Dictionary<string,
            string?>
        {
            ["username"] = "miriam",
            ["password"] = "Password1",
            ["confirm"] = "Password1",
            ["accept"] = "true"
        };
        var answer = await visitor.Submit(await visitor.Get($"/{language}/account/sign-up"), "form#sign-up", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith(message, answer.Find("#Form_Password-errors li").TextContent, StringComparison.Ordinal);
        Assert.Equal("miriam", answer.Find("#Form_Username").GetAttribute("value"));
    }

    [Fact]
    public async Task Every_other_form_that_sets_a_password_rejects_weak_passwords()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Title = "City Library" });
        using var alice = await library.SignUp("alice-m");
        foreach (var password in new[] { "password", "Alice-M!", "m-ecila7", "citylibrary" })
        {
            var changed = await alice.Submit(
                await alice.Get("/en/account/password"), "form#password", new Dictionary<string, string?>
                {
                    ["Current"] = TestLibrary.Password,
                    ["Password"] = password,
                    ["Confirm"] = password,
                });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.Status);
            Assert.Equal(Message, changed.Find("#password-new-errors li").TextContent);
            var reset = await alice.Submit(
                await alice.Get("/backend/en/accounts/1"), "form#reset", new Dictionary<string,
                    string?>
                { ["Password"] = password });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, reset.Status);
            Assert.Equal(Message, reset.Find("#reset-password-errors li").TextContent);
            Assert.Equal(Message, Run(library, commands => commands.Reset("alice-m", password)));
            Assert.Equal(Message, Run(library, commands => commands.Add("alicem", password)));
        }
    }

    static string? Run(TestLibrary library, Func<AccountCommands, string?> work) =>
        library.InScope(scope => work(scope.GetRequiredService<AccountCommands>()));
}
