using App.Blueprints.Links;
using App.Patterns.MethodOverrides;
using App.Tests.Testing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace App.Tests.Patterns.MethodOverrides;

/// <summary>Verifies that a method override does not bypass the check of the antiforgery token.</summary>
public sealed class AntiforgeryTests
{
    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task An_overriding_form_needs_its_antiforgery_token(string method)
    {
        await using var app = await Start();
        using var visitor = app.NewVisitor();
        var token = (await visitor.Get("/token")).Text;
        Assert.Equal("refused", await Post(visitor, [new("_method", method)]));
        Assert.Equal(
            $"changed by {method}",
            await Post(visitor, [new("_method", method), new("__RequestVerificationToken", token)])
        );
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task An_overriding_header_needs_the_antiforgery_token_in_a_header_or_the_body(string method)
    {
        await using var app = await Start();
        using var visitor = app.NewVisitor();
        var token = (await visitor.Get("/token")).Text;
        Assert.Equal("refused", await Post(visitor, [], ("X-HTTP-Method-Override", method)));
        Assert.Equal(
            $"changed by {method}",
            await Post(visitor, [], ("X-HTTP-Method-Override", method), ("RequestVerificationToken", token))
        );
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task A_POST_overridden_to_a_safe_method_changes_nothing(string method)
    {
        await using var app = await Start();
        using var visitor = app.NewVisitor();
        Assert.DoesNotContain(
            "changed",
            await Post(visitor, [new("_method", "PUT")], ("X-HTTP-Method-Override", method))
        );
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task A_cross_site_POST_changes_nothing_with_any_override(string method)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        library.InScope(services =>
            services
                .GetRequiredService<LinkStore>()
                .Add(1, new LinkContent { Url = LinkUrl.Parse("https://example.org/")! }, DateTimeOffset.UtcNow)
        );
        var page = await ada.Get("/en/links/1");
        var token = page.Find("form#actions [name=__RequestVerificationToken]").GetAttribute("value")!;
        var foreign = await Send(token: null);
        Assert.Equal(method == "GET" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, foreign.Status);
        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/en/links/1")).Status);
        await Send(token);
        Assert.Equal(
            method == "GET" ? HttpStatusCode.OK : HttpStatusCode.NotFound,
            (await ada.Get("/en/links/1")).Status
        );

        async Task<Answer> Send(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/en/links/1")
            {
                Content = new FormUrlEncodedContent([new("_method", "DELETE")]),
            };
            request.Headers.Add(MethodOverride.Header, method);
            if (token is not null) request.Headers.Add("RequestVerificationToken", token);
            return await ada.Send(request);
        }
    }

    static async Task<string> Post(
        Visitor visitor,
        IEnumerable<KeyValuePair<string, string>> fields,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/thing")
        {
            Content = new FormUrlEncodedContent(fields),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return (await visitor.Send(request)).Text;
    }

    static Task<BareApp> Start() =>
        BareApp.Start(
            (services, _) =>
                services
                    .AddAntiforgery()
                    .AddDataProtection()
                    .UseEphemeralDataProtectionProvider()
                    .Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory, NullLoggerFactory>(),
            app =>
            {
                app.UseMethodOverrides();
                app.UseRouting();
                app.UsePageMethods();
                app.MapGet("/token", (IAntiforgery antiforgery, HttpContext context) =>
                    antiforgery.GetAndStoreTokens(context).RequestToken
                );
                app.WithHead().MapGet("/thing", () => "shown");
                app.MapMethods(
                    "/thing",
                    ["POST", "PUT", "PATCH", "DELETE"],
                    async (IAntiforgery antiforgery, HttpContext context) =>
                        await antiforgery.IsRequestValidAsync(context)
                            ? $"changed by {context.Request.Method}"
                            : "refused"
                );
            }
        );
}
