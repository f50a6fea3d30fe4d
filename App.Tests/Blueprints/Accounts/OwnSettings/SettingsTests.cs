using App.Blueprints.Accounts;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Accounts.OwnSettings;

public sealed class SettingsTests
{
    [Fact]
    public async Task Language_and_theme_are_saved_with_the_account_and_the_page_reloads_in_the_new_language()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var answer = await alice.Submit(await alice.Get("/en/account/settings"), "form#settings", Fields("ar", "dark"));
        Assert.Equal("/ar/account/settings", answer.Url.AbsolutePath);
        Assert.Equal("rtl", answer.Find("html").GetAttribute("dir"));
        Assert.Equal("تم حفظ الإعدادات.", answer.Find("#flashes li p").TextContent);
        Assert.Equal("dark", answer.Find("[name='Form.Theme'] option[selected]").GetAttribute("value"));
        var account = library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("alice"))!;
        Assert.Equal(("ar", "dark"), (account.Language, account.Theme));
        Assert.Equal("/ar/", (await alice.Get("/")).Url.AbsolutePath);
    }

    [Theory]
    [InlineData("xx", "dark", "#Form_Language-errors")]
    [InlineData("de", "pink", "#Form_Theme-errors")]
    [InlineData("", "dark", "#Form_Language-errors")]
    public async Task An_unknown_language_or_theme_is_refused(
        string language,
        string theme,
        string errors
    )
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var answer = await alice.Submit(
            await alice.Get("/en/account/settings"),
            "form#settings",
            Fields(language, theme)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Single(answer.FindAll($"{errors} li"));
        var account = library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("alice"))!;
        Assert.Equal(("en", "auto"), (account.Language, account.Theme));
    }

    [Fact]
    public async Task A_visitor_saves_a_theme_in_the_browser_and_returns_to_the_page()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/theme?next=%2Fen%2Faccount%2Fsign-in");
        var answer = await visitor.Submit(page, "form#theme", new Dictionary<string, string?> { ["theme"] = "light" });
        Assert.Equal("/en/account/sign-in", answer.Url.AbsolutePath);
        Assert.Equal("light", (await visitor.Get("/en/account/theme")).Find("option[selected]").GetAttribute("value"));
        var refused = await visitor.Submit(page, "form#theme", new Dictionary<string, string?> { ["theme"] = "<b>" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Fact]
    public async Task Density_and_shortcuts_are_saved_with_the_account()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var page = await alice.Get("/en/account/settings");
        Assert.Equal("comfortable", page.Find("html").GetAttribute("data-density"));
        Assert.Single(page.FindAll("script[src*='keyboard']"));
        Assert.True(page.Find("[name='Form.Shortcuts']").HasAttribute("checked"));
        var answer = await alice.Submit(
            page,
            "form#settings",
            new Dictionary<string, string?> { ["Form.Density"] = "compact", ["Form.Shortcuts"] = null }
        );
        Assert.Equal("compact", answer.Find("html").GetAttribute("data-density"));
        Assert.Empty(answer.FindAll("script[src*='keyboard'], dialog#keys"));
        using var other = library.NewVisitor();
        await other.SignIn("alice");
        Assert.Equal("compact", (await other.Get("/en/links")).Find("html").GetAttribute("data-density"));
        var refused = await alice.Submit(
            answer,
            "form#settings",
            new Dictionary<string, string?> { ["Form.Density"] = "none" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Single(refused.FindAll("#Form_Density-errors li"));
    }

    [Fact]
    public async Task A_visitor_saves_a_density_in_the_browser_and_has_no_shortcuts()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/account/theme");
        await visitor.Submit(page, "form#theme", new Dictionary<string, string?> { ["density"] = "compact" });
        var home = await visitor.Get("/en/");
        Assert.Equal("compact", home.Find("html").GetAttribute("data-density"));
        Assert.Empty(home.FindAll("script[src*='keyboard'], dialog#keys"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await visitor.Submit(page, "form#theme", new Dictionary<string, string?> { ["density"] = "x" })).Status
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await visitor.Submit(
                    page,
                    "form#theme",
                    new Dictionary<string, string?> { ["density"] = null, ["theme"] = null }
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_replaces_the_old_password()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        using var other = library.NewVisitor();
        await other.SignIn("alice");
        var answer = await alice.Submit(
            await alice.Get("/en/account/settings"),
            "form#password",
            Passwords(TestLibrary.Password, "other horse battery")
        );
        Assert.Equal("/en/account/settings", answer.Url.AbsolutePath);
        Assert.Contains("Password changed", answer.Find("#flashes li p").TextContent, StringComparison.Ordinal);
        Assert.True(await alice.IsSignedIn());
        Assert.False(await other.IsSignedIn());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SignIn("alice")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.SignIn("alice", "other horse battery")).Status);
    }

    [Fact]
    public async Task A_new_password_requires_the_current_one_and_a_matching_repetition()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var wrong = await alice.Submit(
            await alice.Get("/en/account/settings"),
            "form#password",
            Passwords("wrong words", "other horse battery")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("This is not the current password.", wrong.Find("#password-current-errors li").TextContent);
        var fields = Passwords(TestLibrary.Password, "other horse battery");
        fields["Confirm"] = "yet another";
        var differ = await alice.Submit(wrong, "form#password", fields);
        Assert.Equal("Passwords must match.", differ.Find("#password-confirm-errors li").TextContent);
        using var again = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await again.SignIn("alice")).Status);
    }

    static Dictionary<string, string?> Fields(string language, string theme) =>
        new() { ["Form.Language"] = language, ["Form.Theme"] = theme };

    static Dictionary<string, string?> Passwords(string current, string password) =>
        new() { ["Current"] = current, ["Password"] = password, ["Confirm"] = password };
}
