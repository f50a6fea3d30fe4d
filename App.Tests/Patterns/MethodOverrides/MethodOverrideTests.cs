using System.Net.Sockets;
using System.Text;
using App.Patterns.MethodOverrides;
using App.Tests.Testing;

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
    public async Task The_header_replaces_the_method_before_routing_and_the_sent_one_stays_known(string header, string seen)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{seen} sent POST ", (await app.Post("/echo", header)).Text);
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Methods_without_a_body_see_neither_form_nor_data(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.Equal($"{header} sent POST form none length 0 body 0", (await app.Post("/echo", header, Form(("a", "1")))).Text);
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Put_and_patch_keep_the_body_and_its_form(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.Contains("form a=1", (await app.Post("/echo", header, Form(("a", "1")))).Text);
        Assert.EndsWith("body 5", (await app.Post("/echo", header, new StringContent("12345"))).Text);
    }

    [Theory]
    [Trait("Statement", "P21.3")]
    [InlineData("PURGE")]
    [InlineData("PUT, DELETE")]
    [InlineData("")]
    [InlineData("TRACE")]
    public async Task Anything_else_is_ignored(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("POST sent POST", (await app.Post("/echo", header)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_padded_value_is_ignored_where_the_server_has_not_stripped_it()
    {
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        context.Request.Headers[MethodOverride.Header] = " put ";
        await new MethodOverride(_ => Task.CompletedTask).Invoke(context);
        Assert.Equal("POST", context.Request.Method);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_header_sent_twice_is_ignored()
    {
        await using var app = await EchoApp.Start();
        Assert.Contains("POST sent POST", await Raw(app,
            "POST /echo HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: PUT\r\nX-HTTP-Method-Override: PUT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [Trait("Statement", "P21.4")]
    [InlineData("GET", "DELETE")]
    [InlineData("PUT", "DELETE")]
    [InlineData("DELETE", "PUT")]
    public async Task Only_a_post_is_overridden(string wire, string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{wire} sent {wire}", (await app.Post("/echo", header, wire: wire)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.5")]
    public async Task Refusals_speak_of_the_new_method()
    {
        await using var app = await EchoApp.Start();
        var refused = await app.Post("/only-post", "PUT");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.Status);
        Assert.Equal("OPTIONS, POST", refused.Headers["Allow"]);
    }

    [Theory]
    [Trait("Statement", "P21.6")]
    [InlineData("/echo")]
    [InlineData("/file")]
    [InlineData("/only-get")]
    public async Task An_answer_to_head_has_no_body_and_says_so_on_a_connection_that_goes_on(string url)
    {
        await using var app = await EchoApp.Start();
        var answers = await Raw(app,
            $"POST {url} HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: HEAD\r\nContent-Length: 0\r\n\r\n"
            + "GET /only-get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var parts = answers.Split("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", parts[0]);
        Assert.Contains("Content-Length: 0", parts[0]);
        Assert.StartsWith("HTTP/1.1 200", parts[1]);
        Assert.Contains("got it", parts[2]);
    }

    [Fact]
    [Trait("Statement", "P21.7")]
    public async Task Override_to_options_gets_the_automatic_answer()
    {
        await using var app = await EchoApp.Start();
        var answer = await app.Post("/only-post", "OPTIONS");
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("OPTIONS, POST", answer.Headers["Allow"]);
    }

    [Fact]
    public async Task Ten_megabytes_with_an_override_to_delete_do_no_harm_to_the_next_request()
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("DELETE sent POST form none length 0", (await app.Post("/echo", "DELETE", new ByteArrayContent(new byte[10 << 20]))).Text);
        Assert.Equal("got it", (await app.Post("/only-get", wire: "GET")).Text);
    }

    [Fact]
    public async Task What_an_overridden_get_is_answered_is_not_stored()
    {
        await using var app = await EchoApp.Start();
        Assert.Equal("no-store", (await app.Post("/only-get", "GET")).Headers["Cache-Control"]);
        Assert.DoesNotContain("Cache-Control", (await app.Post("/only-get", wire: "GET")).Headers.Keys);
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));

    static async Task<string> Raw(BareApp app, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
