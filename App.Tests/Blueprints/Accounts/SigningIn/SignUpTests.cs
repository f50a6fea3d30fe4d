using App.Blueprints.Accounts;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts.SigningIn;

public sealed class SignUpTests
{
    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task Signing_up_creates_an_account_signs_in_and_redirects()
    {
        await using var library = await TestLibrary.Start();
        using var alice = library.NewVisitor("de");
        var page = await alice.Get("/de/account/sign-up?next=%2Fde%2Faccount%2Fsettings");
        var answer = await alice.Submit(page, "form#sign-up", Fields("Alice"), follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("/de/account/settings", answer.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await alice.Get("/de/account/settings")).Status);
        var account = library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("alice"))!;
        Assert.Equal("Alice", account.Name);
        Assert.Equal("de", account.Language);
        Assert.DoesNotContain(TestLibrary.Password, account.PasswordHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_account_is_an_operator()
    {
        await using var library = await TestLibrary.Start();
        using var first = await library.SignUp("first");
        using var second = await library.SignUp("second");
        Assert.Equal(["first"], library.InScope(scope => scope.GetRequiredService<System.Data.Common.DbConnection>()
            .Query<string>("select name from accounts where is_operator = 1").ToList()));
    }

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

    [Theory]
    [InlineData("ALICE")]
    [InlineData("ａｌｉｃｅ")]
    [InlineData(" alice ")]
    [InlineData("alice\ufe0f")]
    [Trait("Statement", "P08.5")]
    public async Task A_name_is_taken_in_every_equivalent_spelling(string name)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(await visitor.Get("/en/account/sign-up"), "form#sign-up", Fields(name));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("This name is taken.", answer.Find("#Form_Username-errors li").TextContent);
        Assert.Equal(1, CountOf(library));
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task Of_several_parallel_sign_ups_with_one_name_one_succeeds_and_the_others_get_an_error()
    {
        await using var library = await TestLibrary.Start();
        var visitors = Enumerable.Range(0, 6).Select(_ => library.NewVisitor()).ToList();
        var pages = await Task.WhenAll(visitors.Select(visitor => visitor.Get("/en/account/sign-up")));
        var answers = await Task.WhenAll(
            visitors.Zip(pages, (visitor, page) => visitor.Submit(page, "form#sign-up", Fields("alice"), follow: false))
        );
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.UnprocessableEntity).ToList();
        Assert.Equal(5, refused.Count);
        Assert.All(refused, answer =>
            Assert.Equal("This name is taken.", answer.Find("#Form_Username-errors li").TextContent)
        );
        Assert.Equal(1, CountOf(library));
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task Submitting_the_form_twice_creates_one_account_and_redirects_to_home()
    {
        await using var library = await TestLibrary.Start();
        using var alice = library.NewVisitor();
        var page = await alice.Get("/en/account/sign-up");
        await alice.Submit(page, "form#sign-up", Fields("alice"), follow: false);
        var second = await alice.Submit(page, "form#sign-up", Fields("alice"), follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, second.Status);
        Assert.Equal("/en/", second.Location!.ToString());
        Assert.Equal(1, CountOf(library));
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

    [Fact]
    public async Task A_closed_sign_up_shows_a_message_and_creates_nothing()
    {
        await using var open = await TestLibrary.Start();
        await using var library = await TestLibrary.Start(settings => settings with { SignUp = SignUpMode.Closed });
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("Sign-up is closed", page.Find(".notice h2").TextContent);
        Assert.Empty(page.FindAll("form#sign-up"));
        var signIn = await visitor.Get("/en/account/sign-in");
        Assert.Empty(signIn.FindAll("a[href*='sign-up']"));
        var fields = Fields("alice");
        fields["__RequestVerificationToken"] = signIn.Find("[name=__RequestVerificationToken]").GetAttribute("value");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/account/sign-up")
        {
            Content = new FormUrlEncodedContent(fields!),
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Send(request)).Status);
        Assert.Equal(0, CountOf(library));
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

    static long CountOf(TestLibrary library) =>
        library.InScope(scope =>
            scope
                .GetRequiredService<System.Data.Common.DbConnection>()
                .ExecuteScalar<long>("select count(*) from accounts")
        );

    static Dictionary<string, string?> Fields(string name) => new()
    {
        ["username"] = name,
        ["password"] = TestLibrary.Password,
        ["confirm"] = TestLibrary.Password,
        ["accept"] = "true",
    };
}
