using System.Text.Json;
using App.Patterns.Forms;
using Microsoft.AspNetCore.Mvc;

namespace App.Tests.Patterns.Forms;

public sealed class FieldRulesTests(FieldRulesApp site) : IClassFixture<FieldRulesApp>
{
    public sealed class Sample
    {
        [TextLength(4, 25)] public string Name { get; set; } = "";
        [TextLength(3, 5), DataRequired] public string Word { get; set; } = "word";
        [EqualTo(nameof(Name))] public string Again { get; set; } = "";
        [EqualTo("Nowhere")] public string Lost { get; set; } = "";
        [MustBeTrue] public bool Accept { get; set; }
        [TextLength(5, 9), Even] public string Both { get; set; } = "aaaaaa";
        public int Days { get; set; }
        public bool IsAdmin { get; init; }
    }

    public sealed class EvenAttribute : FieldRuleAttribute
    {
        public override string? Check(
            object? value,
            object? form,
            Microsoft.Extensions.Localization.IStringLocalizer texts
        ) => ((string)value!).Length % 2 == 0 ? null : "odd";
    }

    public sealed class SampleController : Controller
    {
        [Route("/sample")]
        public object Index(Sample form) => Json(new
        {
            valid = ModelState.IsValid,
            name = form.Name,
            accept = form.Accept,
            errors = ModelState.Where(entry => entry.Value!.Errors.Count > 0)
                .ToDictionary(entry => entry.Key, entry => entry.Value!.Errors.Select(error => error.ErrorMessage)),
        });
    }

    [Theory]
    [Trait("Statement", "P12.2")]
    [InlineData("", false)]
    [InlineData("abc", false)]
    [InlineData("abcd", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("🍷🍷", false)]
    [InlineData("🍷🍷🍷", false)]
    [InlineData("🍷🍷🍷🍷", true)]
    [InlineData("    ", true)]
    [InlineData("a\r\nb", false)]
    public async Task Length_is_counted_in_code_points_and_both_bounds_are_inclusive(string name, bool isValid)
    {
        var errors = (await Post(("Name", name), ("Again", name))).GetProperty("errors");
        Assert.Equal(isValid, !errors.TryGetProperty("Name", out var found));
        if (!isValid) Assert.Equal("Enter 4 to 25 characters.", found[0].GetString());
    }

    [Theory]
    [Trait("Statement", "P12.3")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u00a0\u2003")]
    public async Task White_space_counts_as_empty_and_shows_only_the_required_error(string word)
    {
        var errors = (await Post(("Word", word))).GetProperty("errors").GetProperty("Word");
        Assert.Equal(["This field is required."], errors.EnumerateArray().Select(error => error.GetString()));
    }

    [Fact]
    [Trait("Statement", "P12.4")]
    public async Task Comparison_is_case_sensitive_and_an_unknown_field_name_is_an_error()
    {
        var errors = (await Post(("Name", "alice"), ("Again", "Alice"))).GetProperty("errors");
        Assert.Equal("The two values are not the same.", errors.GetProperty("Again")[0].GetString());
        Assert.Equal("There is no field “Nowhere” to compare with.", errors.GetProperty("Lost")[0].GetString());
        errors = (await Post(("Name", "alice"), ("Again", "alice"))).GetProperty("errors");
        Assert.False(errors.TryGetProperty("Again", out _));
        errors = (await Post(("Name", "alice "), ("Again", "alice"))).GetProperty("errors");
        Assert.True(errors.TryGetProperty("Again", out _));
    }

    [Theory]
    [Trait("Statement", "P12.5")]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("on", true)]
    [InlineData("y", true)]
    [InlineData("0", true)]
    [InlineData("true", true)]
    public async Task A_checkbox_is_checked_by_any_value_except_false_and_empty(string? value, bool isTicked)
    {
        var answer = await Post(("Accept", value));
        Assert.Equal(isTicked, answer.GetProperty("accept").GetBoolean());
        Assert.Equal(!isTicked, answer.GetProperty("errors").TryGetProperty("Accept", out _));
    }

    [Fact]
    [Trait("Statement", "P12.6")]
    public async Task All_fields_are_validated_and_errors_have_the_order_of_the_rules()
    {
        var errors = (await Post(("Name", "x"), ("Both", "abc"), ("Days", "soon"))).GetProperty("errors");
        Assert.Equal(
            ["Enter 5 to 9 characters.", "odd"],
            errors.GetProperty("Both").EnumerateArray().Select(error => error.GetString())
        );
        Assert.Equal("This value is not valid.", errors.GetProperty("Days")[0].GetString());
        foreach (var field in (string[])["Name", "Again", "Lost", "Accept"])
            Assert.True(errors.TryGetProperty(field, out _), field);
    }

    [Fact]
    [Trait("Statement", "P12.7")]
    public async Task A_form_is_bound_from_the_query_for_GET_and_from_the_body_for_POST()
    {
        var got = JsonSerializer.Deserialize<JsonElement>(
            await site.Http.GetStringAsync("/sample?name=%20alice%20&accept=on", Stop)
        );
        Assert.Equal(" alice ", got.GetProperty("name").GetString());
        Assert.True(got.GetProperty("accept").GetBoolean());
        Assert.Equal("bobby", (await Post(("name", "bobby"))).GetProperty("name").GetString());
    }

    [Fact]
    [Trait("Statement", "P12.2")]
    public async Task An_unpaired_surrogate_is_accepted_as_text()
    {
        using var bytes = new ByteArrayContent("name=%ED%A0%80ab"u8.ToArray());
        bytes.Headers.ContentType = new("application/x-www-form-urlencoded");
        var answer = await site.Http.PostAsync("/sample", bytes, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4, TextLengthAttribute.LengthOf("\ud800ab\0"));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<JsonElement> Post(params (string Name, string? Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(
            fields
                .Where(field => field.Value is not null)
                .Select(field => KeyValuePair.Create(field.Name, field.Value!))
        );
        var answer = await site.Http.PostAsync("/sample", body, Stop);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Stop));
    }
}
