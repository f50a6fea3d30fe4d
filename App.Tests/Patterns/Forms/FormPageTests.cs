using App.Tests.Testing;

namespace App.Tests.Patterns.Forms;

/// <summary>Verifies a page with a form, in an application that uses only the forms pattern's code folder.</summary>
public sealed class FormPageTests(FormApp site) : IClassFixture<FormApp>
{
    [Fact]
    [Trait("Statement", "P12.7")]
    [Trait("Statement", "P12.8")]
    public async Task A_valid_form_is_bound_and_saved_and_unknown_fields_are_ignored()
    {
        var answer = await site.Post(("Form.Name", " Grace H "), ("Form.Days", "30"), ("Form.IsAdmin", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("/saved", answer.Headers["Location"]);
        Assert.Contains(" Grace H , 30 days", site.Saved);
    }

    [Fact]
    [Trait("Statement", "P12.6")]
    [Trait("Statement", "P12.8")]
    public async Task An_invalid_form_is_422_with_each_error_beside_its_field_and_saves_nothing()
    {
        var answer = await site.Post(
            ("Form.Name", "Eve"), ("Form.Secret", " "), ("Form.Terms", null), ("Form.Days", "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["forms.length(4,25)"], Errors(answer, "Name"));
        Assert.Equal(["forms.required"], Errors(answer, "Secret"));
        Assert.Equal(["forms.not_equal"], Errors(answer, "Repeat"));
        Assert.Equal(["forms.must_be_true"], Errors(answer, "Terms"));
        Assert.Empty(Errors(answer, "Days"));
        Assert.Equal(["Form_Name"], answer.FindAll("[autofocus]").Select(control => control.Id));
        Assert.DoesNotContain(site.Saved, text => text.EndsWith("99 days", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    [Trait("Statement", "P12.9")]
    public async Task An_invalid_form_shows_the_entered_values_again_and_no_password()
    {
        const string typed = "<b>\"x\" & y";
        var answer = await site.Post(
            ("Form.Name", typed), ("Form.Days", "soon"), ("Form.Terms", "on"), ("Form.Repeat", "other words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(typed, answer.Find("#Form_Name").GetAttribute("value"));
        Assert.Equal("soon", answer.Find("#Form_Days").GetAttribute("value"));
        Assert.Equal(["forms.invalid"], Errors(answer, "Days"));
        Assert.True(answer.Find("#Form_Terms").HasAttribute("checked"));
        Assert.DoesNotContain("words", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.FindAll("b"));
    }

    [Fact]
    [Trait("Statement", "P12.9")]
    public async Task The_summary_counts_the_invalid_fields_and_lists_the_errors_of_the_whole_form()
    {
        Assert.Empty((await site.Get()).FindAll("[role=alert]"));
        var answer = await site.Post(("Form.Name", "Eve"), ("Form.Terms", "false"), ("Form.Days", "-1"));
        Assert.Equal(
            ["forms.summary(2)", "This form ends before it begins."],
            answer.FindAll("form > [role=alert] li").Select(line => line.TextContent)
        );
    }

    [Theory]
    [InlineData(3, "🍷", false)]
    [InlineData(4, "🍷", true)]
    [InlineData(25, "🍷", true)]
    [InlineData(26, "🍷", false)]
    [InlineData(26, "é", false)]
    [Trait("Statement", "P12.2")]
    public async Task The_length_of_a_posted_text_is_counted_in_code_points(int count, string letter, bool isValid)
    {
        var name = string.Concat(Enumerable.Repeat(letter, count));
        var answer = await site.Post(("Form.Name", name));
        Assert.Equal(isValid ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, answer.Status);
        if (isValid) return;
        Assert.Equal(["forms.length(4,25)"], Errors(answer, "Name"));
        Assert.Equal(name, answer.Find("#Form_Name").GetAttribute("value"));
    }

    [Fact]
    [Trait("Statement", "P12.7")]
    public async Task Fields_without_the_prefix_are_bound_and_have_their_errors_beside_them()
    {
        var answer = await site.Send(
            HttpMethod.Post, new Dictionary<string, string?> { ["name"] = "Eve", ["days"] = "5", ["terms"] = "y" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Eve", answer.Find("#Form_Name").GetAttribute("value"));
        Assert.Equal(["forms.length(4,25)"], Errors(answer, "Name"));
        Assert.Empty(Errors(answer, "Terms"));
    }

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task An_htmx_request_with_an_invalid_form_gets_only_the_form_with_422()
    {
        var page = await site.Post(("Form.Name", "Eve"));
        var partial = await site.Post([("HX-Request", "true")], ("Form.Name", "Eve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, partial.Status);
        Assert.StartsWith("<form", partial.Text, StringComparison.Ordinal);
        Assert.Equal($"<main>{partial.Text}</main>", page.Text);
        Assert.Equal("HX-Request", partial.Headers["Vary"]);
    }

    static IEnumerable<string> Errors(Answer page, string field) =>
        page.FindAll($"ul.errors#Form_{field}-errors > li").Select(error => error.TextContent);
}
