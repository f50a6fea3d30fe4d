using App.Tests.Testing;

namespace App.Tests.Patterns.Forms;

/// <summary>Verifies the HTML of the field tag helper on the sign-up and settings pages.</summary>
public sealed class FieldTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task The_sign_up_field_renders_label_control_hint_errors_and_extra_attributes()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        var control = page.Find("#Form_Username");
        Assert.Equal("Form.Username", control.GetAttribute("name"));
        Assert.Equal("text", control.GetAttribute("type"));
        Assert.Equal("username", control.GetAttribute("autocomplete"));
        Assert.Equal("false", control.GetAttribute("spellcheck"));
        Assert.True(control.HasAttribute("autofocus"));
        Assert.False(control.HasAttribute("aria-invalid"));
        Assert.Equal("Form_Username-hint Form_Username-errors", control.GetAttribute("aria-describedby"));
        Assert.Equal("Name", page.Find("label[for=Form_Username]").TextContent);
        Assert.NotEmpty(page.Find("#Form_Username-hint").TextContent);
        Assert.Empty(page.Find("ul.errors#Form_Username-errors").Children);
        Assert.Empty(page.FindAll("form [role=alert]"));
    }

    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task HTML_validation_attributes_are_derived_from_the_rules()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        var name = page.Find("#Form_Username");
        Assert.True(name.HasAttribute("required"));
        Assert.Equal("4", name.GetAttribute("minlength"));
        Assert.Equal("25", name.GetAttribute("maxlength"));
        Assert.True(page.Find("#Form_Accept").HasAttribute("required"));
        Assert.Equal("checkbox", page.Find("#Form_Accept").GetAttribute("type"));
        Assert.Equal("true", page.Find("#Form_Accept").GetAttribute("value"));
        Assert.False(page.Find("#Form_Confirm").HasAttribute("minlength"));
        Assert.True(page.Find("form#sign-up").HasAttribute("novalidate"));
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    [Trait("Statement", "P12.9")]
    public async Task An_invalid_form_keeps_the_input_escaped_once_and_never_a_password()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        const string typed = "<script>\"&amp;'";
        var answer = await visitor.Submit(
            await visitor.Get("/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = typed,
                ["password"] = "s3cret<script>",
                ["confirm"] = "<script>",
                ["accept"] = "on",
            }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(typed, answer.Find("#Form_Username").GetAttribute("value"));
        Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.Find("#Form_Confirm").HasAttribute("value"));
        Assert.True(answer.Find("#Form_Accept").HasAttribute("checked"));
        Assert.DoesNotContain("<script>\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;script&gt;&quot;&amp;amp;&#x27;\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task The_first_invalid_field_is_focused_and_the_form_shows_the_number_of_errors()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/sign-up");
        var answer = await visitor.Submit(
            page,
            "form#sign-up",
            new Dictionary<string, string?> { ["username"] = "alice" }
        );
        Assert.Equal(["Form_Password"], answer.FindAll("[autofocus]").Select(element => element.Id));
        Assert.Equal("Check 3 fields.", answer.Find("form [role=alert]").TextContent);
        Assert.Equal(
            ["Form_Password", "Form_Confirm", "Form_Accept"],
            answer.FindAll("[aria-invalid=true]").Select(element => element.Id)
        );
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task An_htmx_submit_of_an_invalid_form_returns_only_the_form_with_422()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(await visitor.Get("/en/account/sign-up"), "form#sign-up", htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("<form", answer.Text.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(4, answer.FindAll("[aria-invalid]").Count);
        Assert.Contains("HX-Request", answer.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P12.7")]
    public async Task A_form_without_field_prefix_is_bound_and_shows_errors_beside_the_fields()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var token = (await visitor.Get("/en/account/sign-up"))
            .Find("[name=__RequestVerificationToken]")
            .GetAttribute("value")!;
        var fields = new Dictionary<string, string>
        {
            ["username"] = "abc",
            ["password"] = "long words",
            ["confirm"] = "long words",
            ["__RequestVerificationToken"] = token
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/account/sign-up")
        {
            Content = new FormUrlEncodedContent(fields),
        };
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("abc", answer.Find("#Form_Username").GetAttribute("value"));
        Assert.Single(answer.FindAll("#Form_Username-errors li"));
        Assert.Empty(answer.FindAll("#Form_Password-errors li"));
    }
}
