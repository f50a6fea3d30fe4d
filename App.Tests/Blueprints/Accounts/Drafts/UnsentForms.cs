using App.Blueprints.Accounts.SigningIn;
using App.Blueprints.Search;
using App.Tests.Blueprints.Tidying;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Accounts.Drafts;

/// <summary>A form of the site and the values that a test types into it.</summary>
/// <param name="Page">The URL of the page with the form; {import} stands for the id of an import that has a preview but
/// is not confirmed.</param>
/// <param name="Form">The CSS selector of the form.</param>
/// <param name="Typed">The values by field name.</param>
/// <param name="Button">The name and value of the submit button.</param>
public sealed record UnsentForm(
    string Page, string Form, IReadOnlyDictionary<string, string> Typed, KeyValuePair<string, string>? Button = null);

/// <summary>
/// Lists the forms of the site in which people type or choose something, and prepares a library with data for them.
/// </summary>
static class UnsentForms
{
    const string Hostile = "\n  \"quoted\" <script>alert(1)</script>\n&amp; 🍷";

    public static readonly IReadOnlyDictionary<string, UnsentForm> All = new Dictionary<string, UnsentForm>
    {
        ["new link"] = new("/en/links/new", "form#link-form", new Dictionary<string, string>
        {
            ["Form.Url"] = "https://typed.example/",
            ["Form.Title"] = "Typed title",
            ["Form.Note"] = Hostile,
            ["Form.Public"] = "true",
        }),
        ["edit link"] = new("/en/links/1/edit", "form#link-form-1", new Dictionary<string, string>
        {
            ["Form.Title"] = "Typed title",
            ["Form.Description"] = Hostile,
            ["Form.Tags"] = "typed, tags",
        }),
        ["bulk"] = new("/en/links?q=link", "form#bulk", new Dictionary<string,
            string>
        { ["id"] = "1", ["tags"] = "typed, tags" }, new("action", "tag")),
        ["rename tag"] = new(
            "/en/tags/1", "form#rename-tag", new Dictionary<string, string> { ["Form.Name"] = "typed name" }),
        ["merge tags"] = new(
            "/en/tags", "form#tag-edit", new Dictionary<string, string> { ["id"] = "1", ["name"] = "typed name" },
                new("_method", "PUT")),
        ["new rule"] = new("/en/rules/new", "form#rule-form", new Dictionary<string, string>
        {
            ["Form.Name"] = "Typed rule",
            ["Form.Host"] = "typed.example",
            ["Form.Tags"] = "typed",
            ["Form.Archive"] = "true",
        }),
        ["edit rule"] = new("/en/rules/1", "form#rule-form", new Dictionary<string,
            string>
        { ["Form.Name"] = "Typed rule", ["Form.Host"] = "typed.example" }),
        ["new search"] = new(
            "/en/searches/new?q=link", "form#search-form", new Dictionary<string,
                string>
            { ["Form.Name"] = "Typed search", ["Form.Q"] = "typed" }),
        ["edit search"] = new(
            "/en/searches/1/edit", "form#search-form", new Dictionary<string,
                string>
            { ["Form.Name"] = "Typed search" }),
        ["import options"] = new("/en/import/{import}", "form#import-options", new Dictionary<string, string>
        {
            ["Form.Visibility"] = "public",
            ["Form.Existing"] = "leave",
            ["Form.Tags"] = "typed tag",
            ["Form.MarkUnread"] = "true",
        }),
        ["settings"] = new("/en/account/settings", "form#settings", new Dictionary<string,
            string>
        { ["Form.Theme"] = "dark", ["Form.Density"] = "compact" }),
        ["new shelf"] = new("/backend/en/new-shelf", "form#new-shelf", new Dictionary<string,
            string>
        { ["Title"] = "Typed title" }),
    };

    /// <summary>Adds links, a tag, a rule, a saved search and an import preview for a member.</summary>
    /// <returns>The id of the import with the preview.</returns>
    public static async Task<string> Prepare(TestLibrary library, Visitor alice)
    {
        library.Fill(3);
        library.InScope(scope => scope.GetRequiredService<SavedSearchStore>()
            .Add(1, "Kept", "q=x", DateTimeOffset.UtcNow));
        await alice.Submit(await alice.Get("/en/rules/new"), "form#rule-form", new Dictionary<string, string?>
        {
            ["name"] = "Rule",
            ["host"] = "example.com",
            ["tags"] = "old",
        });
        var preview = await alice.Preview(BookmarkSample.Of(2));
        return preview.Url.AbsolutePath[(preview.Url.AbsolutePath.LastIndexOf('/') + 1)..];
    }

    /// <summary>Submits a form as a browser does: with the referrer and the checked checkboxes.</summary>
    public static Task<Answer> Send(
        this Visitor visitor, Answer page, UnsentForm form, bool htmx = false, bool follow = true)
    {
        visitor.Http.DefaultRequestHeaders.Referrer = page.Url;
        foreach (var box in page.FindAll("input[name=id][type=checkbox]"))
            if (box.GetAttribute("value") == form.Typed.GetValueOrDefault("id")) box.SetAttribute("checked", "");
        var values = form.Typed.Where(value => value.Key != "id")
            .ToDictionary(value => value.Key, value => (string?)value.Value);
        if (form.Button is { } button) values[button.Key] = button.Value;
        return visitor.Submit(page, form.Form, values, htmx, follow);
    }

    /// <summary>Fails unless the form on a page contains the typed values.</summary>
    public static void AssertFilled(Answer page, UnsentForm form)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var element = (AngleSharp.Html.Dom.IHtmlFormElement)page.Find(form.Form);
        var sent = FormFields.Of(element, new Dictionary<string, string?>());
        foreach (var (name, value) in form.Typed) Assert.Contains(new(name, value), sent.Select(Normalised));
        Assert.Contains("Nothing has been saved yet.", element.QuerySelector(".notice")!.TextContent,
            StringComparison.Ordinal);
    }

    public static void EndSessions(TestLibrary library) =>
        library.InScope(scope => { scope.GetRequiredService<SessionStore>().RemoveAll(1); return 0; });

    // Replaces CR LF by LF in the value. Browsers send line breaks as CR LF, but a parsed page contains LF.
    static KeyValuePair<string, string> Normalised(KeyValuePair<string, string> field) =>
        new(field.Key, field.Value.Replace("\r\n", "\n", StringComparison.Ordinal));
}
