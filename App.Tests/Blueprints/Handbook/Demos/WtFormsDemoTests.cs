using App.Blueprints.Accounts;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class WtFormsDemoTests
{
    const string Chapter = "/en/patterns/wtforms";
    const string Form = "#register-demo";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Errors_are_listed_in_order_and_input_except_the_password_is_kept(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var response = await visitor.Submit(await visitor.Get(Chapter), Form, new Dictionary<string, string?>
        {
            ["username"] = "a!",
            ["password"] = "secret-1",
            ["confirm"] = "secret-2",
        }, htmx);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.Status);
        Assert.Equal(!htmx, response.FindAll("h1").Count == 1);
        Assert.Equal(
            [
                "Enter 4 to 25 characters.",
                "A name can contain only letters, digits, emoji and _ - . without spaces.",
            ],
            response.FindAll("#Form_Username-errors li").Select(error => error.TextContent)
        );
        Assert.Equal(
            ["Passwords must match."],
            response.FindAll("#Form_Confirm-errors li").Select(error => error.TextContent)
        );
        Assert.Single(response.FindAll("#Form_Accept-errors li"));
        Assert.Equal("a!", response.Find("#Form_Username").GetAttribute("value"));
        Assert.DoesNotContain("secret-", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_valid_name_is_accepted_and_no_account_is_created(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var response = await visitor.Submit(await visitor.Get(Chapter), Form, Filled("Marie"), htmx);
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Contains("Marie", response.Find("[role=status] code").TextContent, StringComparison.Ordinal);
        Assert.Equal("", response.Find("#Form_Username").GetAttribute("value"));
        Assert.False(library.InScope(services => services.GetRequiredService<AccountStore>().Has("Marie")));
        var again = await visitor.Submit(await visitor.Get(Chapter), Form, Filled("MARIE"), htmx);
        Assert.Equal(
            ["This name is taken."],
            again.FindAll("#Form_Username-errors li").Select(error => error.TextContent)
        );
        using var other = library.NewVisitor();
        Assert.Equal(
            HttpStatusCode.OK,
            (await other.Submit(await other.Get(Chapter), Form, Filled("Marie"), htmx)).Status
        );
    }

    [Fact]
    public async Task One_field_is_validated_and_its_HTTP_traffic_is_listed_without_passwords()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor("de");
        var page = await visitor.Get("/de/patterns/wtforms");
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Find("#Form_Username").GetAttribute("hx-post"))
        {
            Content = new FormUrlEncodedContent([
                new("Form.Username", "a"),
                new("Form.Password", "hidden-word"),
                new("Form.Confirm", "hidden-word"),
                new(
                    "__RequestVerificationToken",
                    page.Find($"{Form} [name=__RequestVerificationToken]").GetAttribute("value")!
                ),
            ]),
        };
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("X-Validate", "Form.Username");
        var response = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.StartsWith("<li>", response.Text, StringComparison.Ordinal);
        var panel = (await visitor.Get("/de/patterns/wtforms")).Find("#exchanges").TextContent;
        Assert.Contains("X-Validate: Form.Username", panel, StringComparison.Ordinal);
        Assert.Contains("Form.Confirm=…", panel, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", panel, StringComparison.Ordinal);
        Assert.Equal("de", page.Find(Form).GetAttribute("lang"));
    }

    [Fact]
    public async Task The_number_of_stored_names_is_limited()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(Chapter);
        for (var i = 0; i < 23; i++) await visitor.Submit(page, Form, Filled($"name{i}"), htmx: true);
        Assert.Equal(20, (await visitor.Get(Chapter)).FindAll("[role=status] code").Count);
    }

    static Dictionary<string, string?> Filled(string name) => new()
    {
        ["username"] = name,
        ["password"] = TestLibrary.Password,
        ["confirm"] = TestLibrary.Password,
        ["accept"] = "true",
    };
}
