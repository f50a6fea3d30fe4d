using App.Patterns.MethodOverrides;
using static App.Tests.Patterns.MethodOverrides.RawRequest;

namespace App.Tests.Patterns.MethodOverrides;

public sealed class MethodOverrideTests
{
    [Theory]
    [Trait("Statement", "P21.1")]
    [Trait("Statement", "P21.5")]
    [InlineData("PUT", "PUT")]
    [InlineData("put", "PUT")]
    [InlineData("Patch", "PATCH")]
    [InlineData("DELETE", "DELETE")]
    [InlineData("GET", "GET")]
    [InlineData("post", "POST")]
    public async Task The_header_overrides_the_method_before_routing_and_the_original_method_is_available(
        string header,
        string seen
    )
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{seen} sent POST ", (await app.Post("/echo", header)).Text);
    }

    [Theory]
    [Trait("Statement", "P21.3")]
    [InlineData("PURGE")]
    [InlineData("PUT, DELETE")]
    [InlineData("")]
    [InlineData("TRACE")]
    public async Task An_unsupported_override_is_ignored(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("POST sent POST", (await app.Post("/echo", header)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task An_override_with_surrounding_spaces_is_ignored()
    {
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        context.Request.Headers[MethodOverride.Header] = " put ";
        await new MethodOverride(_ => Task.CompletedTask).Invoke(context);
        Assert.Equal("POST", context.Request.Method);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_duplicate_override_header_is_ignored()
    {
        await using var app = await EchoApp.Start();
        Assert.Contains(
            "POST sent POST",
            await Raw(
                app,
                "POST /echo HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: PUT\r\n"
                    + "X-HTTP-Method-Override: PUT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        );
    }

    [Theory]
    [Trait("Statement", "P21.4")]
    [InlineData("GET", "DELETE")]
    [InlineData("PUT", "DELETE")]
    [InlineData("DELETE", "PUT")]
    public async Task Only_POST_can_be_overridden(string wire, string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{wire} sent {wire}", (await app.Post("/echo", header, wire: wire)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.5")]
    public async Task An_error_response_refers_to_the_overriding_method()
    {
        await using var app = await EchoApp.Start();
        var refused = await app.Post("/only-post", "PUT");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.Status);
        Assert.Equal("OPTIONS, POST", refused.Headers["Allow"]);
    }

    [Fact]
    [Trait("Statement", "P21.7")]
    public async Task An_override_to_OPTIONS_gets_the_automatic_response()
    {
        await using var app = await EchoApp.Start();
        var answer = await app.Post("/only-post", "OPTIONS");
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("OPTIONS, POST", answer.Headers["Allow"]);
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
}
