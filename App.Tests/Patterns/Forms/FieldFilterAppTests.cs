using App.Patterns.Forms;

namespace App.Tests.Patterns.Forms;

/// <summary>
/// Verifies the validation of a single field by request, in an application that uses only the forms pattern's code
/// folder.
/// </summary>
public sealed class FieldFilterAppTests(FormApp site) : IClassFixture<FormApp>
{
    [Theory]
    [InlineData("Form.Name", "Eve", "<li>forms.length(4,25)</li>")]
    [InlineData("Form.Name", "<Ada>", "<li>&lt;Ada&gt; is taken.</li>")]
    [InlineData("Form.Name", "Grace", "")]
    [InlineData("Form.Repeat", "Grace", "<li>forms.not_equal</li>")]
    [InlineData("Form.Nothing", "Eve", "")]
    [Trait("Statement", "P12.6")]
    public async Task The_validation_of_a_field_returns_its_errors_as_list_items_and_saves_nothing(
        string field, string name, string expected)
    {
        var answer = await site.Post(
            [(FieldFilter.Header, field)], ("Form.Name", name), ("Form.Repeat", "other"), ("Form.Days", "1"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/html; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal(expected, answer.Text);
        Assert.DoesNotContain($"{name}, 1 days", site.Saved);
    }

    [Fact]
    [Trait("Statement", "P12.6")]
    public async Task The_validation_of_a_field_of_a_valid_form_does_not_run_the_handler()
    {
        var answer = await site.Post([(FieldFilter.Header, "Form.Name")], ("Form.Name", "Never saved"));
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Assert.DoesNotContain(site.Saved, text => text.StartsWith("Never saved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rules_of_the_page_run_before_the_handler_of_a_submitted_form()
    {
        var answer = await site.Post(("Form.Name", "<Ada>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("<Ada> is taken.", answer.Find("#Form_Name-errors > li").TextContent);
        Assert.DoesNotContain(site.Saved, text => text.StartsWith("<Ada>", StringComparison.Ordinal));
    }
}
