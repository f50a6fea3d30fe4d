using App.Blueprints.Accounts;
using App.Patterns.Forms;
using App.Tests.Testing;

namespace App.Tests.Patterns.Forms;

public sealed class FieldFilterTests
{
    [Theory]
    [InlineData("Form.Username", "abc", "<li>Enter 4 to 25 characters.</li>")]
    [InlineData("Form.Username", "Alice", "<li>This name is taken.</li>")]
    [InlineData("Form.Username", "bobby", "")]
    [InlineData("Form.Confirm", "bobby", "<li>Passwords must match.</li>")]
    [InlineData("Form.Nothing", "bobby", "")]
    [InlineData("<script>", "bobby", "")]
    [Trait("Statement", "P12.6")]
    public async Task Validating_a_single_field_returns_its_errors_under_the_rules_of_the_form(
        string field,
        string name,
        string expected
    )
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var visitor = library.NewVisitor();
        var answer = await Ask(visitor, "en", field, name);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(expected, answer.Text);
    }

    [Fact]
    public async Task Validating_a_single_field_writes_nothing()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var answer = await Ask(visitor, "en", "Form.Username", "bobby", confirm: TestLibrary.Password);
        Assert.Equal("", answer.Text);
        Assert.Null(library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("bobby")));
        Assert.False(await visitor.IsSignedIn());
    }

    [Fact]
    public async Task Field_errors_are_in_the_language_of_the_page()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor("de");
        Assert.Contains("Zeichen", (await Ask(visitor, "de", "Form.Username", "abc")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_is_validated_at_the_URL_of_its_form_and_swaps_its_own_error_list()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        var control = page.Find("#Form_Username");
        Assert.Equal(page.Find("form#sign-up").GetAttribute("action"), control.GetAttribute("hx-post"));
        Assert.Equal("change", control.GetAttribute("hx-trigger"));
        Assert.Equal("""{"X-Validate":"Form.Username"}""", control.GetAttribute("hx-headers"));
        Assert.Equal("innerHTML", control.GetAttribute("hx-swap"));
        Assert.Single(page.FindAll(control.GetAttribute("hx-target")!));
        Assert.False(control.HasAttribute("validate"));
    }

    static async Task<Answer> Ask(
        Visitor visitor,
        string language,
        string field,
        string name,
        string confirm = "other words"
    )
    {
        var page = await visitor.Get($"/{language}/account/sign-up");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{language}/account/sign-up")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Form.Username"] = name,
                ["Form.Password"] = TestLibrary.Password,
                ["Form.Confirm"] = confirm,
                ["Form.Accept"] = "true",
                ["__RequestVerificationToken"] = page.Find("[name=__RequestVerificationToken]").GetAttribute("value")!,
            }),
        };
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add(FieldFilter.Header, field);
        return await visitor.Send(request);
    }
}
