using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using App.Tests.Blueprints.Backend;
using App.Tests.Blueprints.Links;

namespace App.Tests.Patterns.Forms;

/// <summary>
/// Verifies that U+0000 in any text field of any form returns 422, and that the form shows the entered text again.
/// </summary>
public sealed class NullCharacterTests() : OperatedLibrary()
{
    [Theory]
    [InlineData("/en/links/new")]
    [InlineData("/en/links/1/edit")]
    [InlineData("/en/searches/new?q=x")]
    [InlineData("/en/rules/new")]
    [InlineData("/en/links/bulk")]
    [InlineData("/backend/en/new-shelf")]
    [InlineData("/en/tags")]
    [InlineData("/en/patterns/wtforms")]
    [InlineData("/en/patterns/flashing")]
    [InlineData("/en/patterns/sqlite3")]
    [InlineData("/en/patterns/sqlalchemy")]
    [InlineData("/en/patterns/methodoverrides")]
    [InlineData("/en/patterns/templateinheritance")]
    [InlineData("/en/patterns/requestchecksum")]
    public async Task A_null_character_is_422_beside_its_field_and_the_other_input_remains(string url)
    {
        await Operating.AddLink("https://example.com/", "Title", tags: "x");
        var page = await Operating.Get(url);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var fields = (
            from form in page.Document.QuerySelectorAll<IHtmlFormElement>("main form[method=post]")
            from field in form.Elements.OfType<IElement>()
            where
                field is IHtmlTextAreaElement
                || field.LocalName == "input" && (field.GetAttribute("type") ?? "text") is "text" or "url" or "email"
            select (Form: form, Field: field)
        ).ToList();
        Assert.NotEmpty(fields);
        foreach (var (form, field) in fields)
        {
            form.Id ??= "tried";
            var name = field.GetAttribute("name")!;
            Dictionary<string, string?> values = new() { [name] = "be\0fore" };
            if (form.QuerySelector("button[name=_method]")?.GetAttribute("value") is { } method)
                values["_method"] = method;
            var answer = await Operating.Submit(page, $"#{form.Id}", values, follow: false);
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity, $"{url} {name}: {answer.Status}");
            if (answer.Document.QuerySelector($"#{field.Id}-errors") is not { } errors) continue;
            Assert.Contains("U+0000", errors.TextContent, StringComparison.Ordinal);
            var again = answer.Find($"#{field.Id}");
            Assert.Equal("before", again.GetAttribute("value") ?? again.TextContent);
        }
    }
}
