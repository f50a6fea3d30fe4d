using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Forms;

/// <summary>The library's sign-up form with its validation. It creates no account.</summary>
public sealed class WtFormsDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    public override string Slug => "wtforms";

    public override string Partial => "_WtForms";

    public SignUpForm Form { get; set; } = new();

    /// <summary>The names that this visitor submitted successfully, newest first.</summary>
    public IReadOnlyList<string> Names =>
        browser.Key is { } visitor ? [.. items.All<string>(visitor, Slug).Select(item => item.Value)] : [];

    public bool IsTaken(string name) => Names.Any(taken => Username.KeyOf(taken) == Username.KeyOf(name));
}
