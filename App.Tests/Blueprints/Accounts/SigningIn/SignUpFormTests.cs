using App.Blueprints.Accounts;
using App.Tests.Testing;
using static App.Tests.Blueprints.Accounts.SigningIn.SignUpSteps;

namespace App.Tests.Blueprints.Accounts.SigningIn;

public sealed class SignUpFormTests
{
    [Theory]
    [Trait("Statement", "P12.1")]
    [Trait("Statement", "P12.2")]
    [InlineData("abc", false)]
    [InlineData("abcd", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("🍷🍷🍷🍷", true)]
    [InlineData("🍷🍷🍷", false)]
    [InlineData("     ", false)]
    [InlineData("", false)]
    [InlineData("naïve_Zoë-1.0", true)]
    [InlineData("محمد", true)]
    [InlineData("a/../b", false)]
    [InlineData("<script>", false)]
    [InlineData("two words", false)]
    [InlineData("abcd\u200f", false)]
    [InlineData("abcd\u200b", false)]
    [InlineData("abcd\u3164", false)]
    [InlineData("abcd\uff0fe", false)]
    [InlineData("@abcd", false)]
    public async Task A_name_has_4_to_25_URL_safe_characters(string name, bool isValid)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(
            await visitor.Get("/en/account/sign-up"),
            "form#sign-up",
            Fields(name),
            follow: false
        );
        Assert.Equal(isValid ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(isValid ? 1 : 0, CountOf(library));
        if (!isValid) Assert.NotEmpty(answer.FindAll("#Form_Username-errors li"));
    }

    [Theory]
    [Trait("Statement", "P12.1")]
    [InlineData("confirm", "other words", "#Form_Confirm-errors", "Passwords must match.")]
    [InlineData("confirm", null, "#Form_Confirm-errors", "This field is required.")]
    [InlineData("password", "", "#Form_Password-errors", "This field is required.")]
    [InlineData("password", "1234567", "#Form_Password-errors", "Enter 8 to 1,024 characters.")]
    [InlineData("accept", null, "#Form_Accept-errors", "Accept the house rules to create an account.")]
    [InlineData("accept", "false", "#Form_Accept-errors", "Accept the house rules to create an account.")]
    public async Task Validation_errors_are_shown_beside_their_fields(
        string field,
        string? value,
        string errors,
        string message
    )
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var fields = Fields("alice");
        fields[field] = value;
        var answer = await visitor.Submit(await visitor.Get("/en/account/sign-up"), "form#sign-up", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(message, answer.Find($"{errors} li").TextContent);
        Assert.Equal(0, CountOf(library));
    }

    [Theory]
    [InlineData("de", "Die Passwörter müssen übereinstimmen.")]
    [InlineData("fr", "Les mots de passe doivent être identiques.")]
    [InlineData("ar", "يجب أن تتطابق كلمتا المرور.")]
    public async Task Errors_are_in_the_language_of_the_page(string language, string message)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor(language);
        var fields = Fields("alice");
        fields["confirm"] = "other words";
        var answer = await visitor.Submit(await visitor.Get($"/{language}/account/sign-up"), "form#sign-up", fields);
        Assert.Equal(message, answer.Find("#Form_Confirm-errors li").TextContent);
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task Unknown_form_fields_are_ignored()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        using var mallory = library.NewVisitor();
        var fields = Fields("mallory");
        foreach (var name in (string[])["Form.IsAdmin", "Form.IsOperator", "IsOperator", "Form.Id", "IsOpen"])
            fields[name] = "true";
        await mallory.Submit(await mallory.Get("/en/account/sign-up"), "form#sign-up", fields);
        Assert.False(library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("mallory"))!.IsOperator);
    }

    [Theory]
    [InlineData("Form.Username=%00%00%00%00%00")]
    [InlineData("Form.Username=%ED%A0%80%ED%A0%80&Form.Password=%FF%FE")]
    [InlineData("Form.Username=a&Form.Username=b&Form.Username[0]=c&Form[x].Username=d")]
    [InlineData("Form=x")]
    [InlineData("%00=%00")]
    [Trait("Statement", "P12.2")]
    public async Task Malformed_form_bytes_are_rejected_without_an_exception(string body)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var token = (await visitor.Get("/en/account/sign-up"))
            .Find("[name=__RequestVerificationToken]")
            .GetAttribute("value");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/account/sign-up")
        {
            Content = new StringContent(
                $"{body}&__RequestVerificationToken={token}",
                null,
                "application/x-www-form-urlencoded"
            ),
        };
        Assert.Contains(
            await StatusOf(visitor, request),
            (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest]
        );
    }

    [Fact]
    [Trait("Statement", "P12.2")]
    public async Task A_field_of_10_MB_is_413_with_a_message()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        var refused = await visitor.Submit(page, "form#sign-up", Fields(new string('a', 10_000_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("2 MB", refused.Find("main").TextContent, StringComparison.Ordinal);
        var answer = await visitor.Submit(page, "form#sign-up", Fields(new string('a', 1_900_000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Single(answer.FindAll("#Form_Username-errors li"));
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task A_form_without_antiforgery_token_is_rejected()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var fields = Fields("alice");
        fields["__RequestVerificationToken"] = null;
        var answer = await visitor.Submit(await visitor.Get("/en/account/sign-up"), "form#sign-up", fields);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(0, CountOf(library));
    }

    static async Task<HttpStatusCode> StatusOf(Visitor visitor, HttpRequestMessage request) =>
        (await visitor.Send(request)).Status;
}
