using System.Text;
using App.Patterns.MethodOverrides;

namespace App.Tests.Patterns.MethodOverrides;

/// <summary>
/// Verifies that the form field <c>_method</c> overrides the method without JavaScript. Flask's documentation only
/// mentions such a field.
/// </summary>
public sealed class FormFieldTests
{
    [Theory]
    [Trait("Statement", "P21.1")]
    [Trait("Statement", "P21.2")]
    [InlineData("put", "PUT")]
    [InlineData("PATCH", "PATCH")]
    [InlineData("delete", "DELETE")]
    public async Task A_form_field_overrides_the_method_and_the_form_keeps_its_fields(string field, string seen)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith(
            $"{seen} sent POST form _method={field}&token=t",
            (await app.Post("/echo", content: Fields(("_method", field), ("token", "t")))).Text
        );
    }

    [Theory]
    [Trait("Statement", "P21.3")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    [InlineData("")]
    [InlineData(" put ")]
    public async Task A_form_field_cannot_override_to_a_safe_or_unknown_method(string field)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("POST sent POST", (await app.Post("/echo", content: Fields(("_method", field)))).Text);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_duplicate_method_field_is_ignored()
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith(
            "POST sent POST",
            (await app.Post("/echo", content: Fields(("_method", "PUT"), ("_method", "PUT")))).Text
        );
    }

    [Fact]
    [Trait("Statement", "P21.4")]
    public async Task The_query_string_cannot_override_the_method()
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("POST sent POST", (await app.Post("/echo?_method=DELETE")).Text);
        Assert.StartsWith("GET sent GET", (await app.Post("/echo?_method=DELETE", wire: "GET")).Text);
    }

    [Fact]
    [Trait("Statement", "P21.1")]
    public async Task The_header_takes_precedence_over_the_form_field()
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("PUT sent POST", (await app.Post("/echo", "PUT", Fields(("_method", "DELETE")))).Text);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task Bodies_that_are_not_forms_are_not_read()
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith(
            "POST sent POST",
            (await app.Post("/echo", content: new StringContent("_method=PUT", Encoding.UTF8, "text/plain"))).Text
        );
    }

    [Theory]
    [Trait("Statement", "P21.1")]
    [Trait("Statement", "P21.2")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_multipart_form_can_override_the_method_in_any_part(bool isLast)
    {
        await using var app = await EchoApp.Start();
        using var parts = new MultipartFormDataContent();
        if (!isLast) parts.Add(new StringContent("put"), "_method");
        parts.Add(new StringContent(new string('x', 1_500_000)), "text");
        if (isLast) parts.Add(new StringContent("put"), "_method");
        var seen = (await app.Post("/echo", content: parts)).Text;
        Assert.StartsWith("PUT sent POST form", seen);
        Assert.Contains("text=xxx", seen, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_form_over_the_limit_remains_a_POST()
    {
        await using var app = await EchoApp.Start();
        var text = new string('x', (int)MethodOverride.FormLimit);
        Assert.StartsWith(
            "POST sent POST",
            (await app.Post("/echo", content: Fields(("_method", "PUT"), ("text", text)))).Text
        );
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task An_unreadable_form_is_400()
    {
        await using var app = await EchoApp.Start();
        var many = string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"f{i}=1"));
        var answer = await app.Post(
            "/echo",
            content: new StringContent(many, Encoding.UTF8, "application/x-www-form-urlencoded")
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        MethodOverrideTests.Form(fields);
}
