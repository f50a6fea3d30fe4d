using App.Blueprints.Accounts;
using App.Tests.Testing;
using Dapper;
using static App.Tests.Blueprints.Accounts.SigningIn.SignUpSteps;

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
}
