using System.Security.Claims;
using App.Patterns.AppDispatch;
using App.Patterns.AppDispatch.Cookies;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Patterns.AppDispatch;

public sealed class MountedCookieTests
{
    [Fact]
    public async Task Signing_in_at_one_mount_does_not_sign_in_at_another()
    {
        var apps = MountFixture.Apps(name => Task.FromResult<WebApplication?>(SignInApp(name)));
        await using var app = await BareApp.Start(
            parent => parent.UseAppsBySegment(apps.TryHandle),
            builder => builder.Services.AddSingleton(_ => apps));
        using var visitor = app.NewVisitor();
        var answer = await visitor.Get("/alice/in");
        Assert.Contains("path=/alice;", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal("ada", (await visitor.Get("/alice/who")).Text);
        Assert.Equal("nobody", (await visitor.Get("/alicex/who")).Text);
        Assert.Equal("nobody", (await visitor.Get("/bob/who")).Text);
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_mount_sees_only_its_own_cookies_under_their_plain_names()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseCookieIsolation("-child");
            child.Run(async context =>
            {
                var cookies = context.Request.Cookies;
                if (context.Request.Path == "/set")
                    context.Response.Cookies.Append(
                        "look",
                        "childs",
                        new CookieOptions { Path = context.Request.PathBase }
                    );
                if (context.Request.Path == "/delete")
                    context.Response.Cookies.Delete("look", new CookieOptions { Path = context.Request.PathBase });
                await context.Response.WriteAsync(
                    $"{cookies["look"]} {cookies.Count} {string.Join(',', cookies.Keys)} "
                        + $"{cookies.ContainsKey("other")} {cookies.TryGetValue("look", out _)}"
                );
            });
        });
        using var visitor = app.NewVisitor();
        visitor.Cookies.Add(new Cookie("look", "mains", "/", app.Address.Host));
        visitor.Cookies.Add(new Cookie("other", "1", "/", app.Address.Host));
        Assert.Equal(" 0  False False", (await visitor.Get("/m/set")).Text);
        Assert.Equal("childs 1 look False True", (await visitor.Get("/m/x")).Text);
        Assert.Equal(
            ["look-child", "look", "other"],
            visitor.Cookies.GetCookies(new Uri(app.Address, "/m/x")).Select(cookie => cookie.Name)
        );
        await visitor.Get("/m/delete");
        Assert.Equal(" 0  False False", (await visitor.Get("/m/x")).Text);
    }

    [Fact]
    public async Task A_form_needs_the_antiforgery_token_of_its_own_mount()
    {
        var apps = MountFixture.Apps(name => Task.FromResult<WebApplication?>(FormApp(name)));
        await using var app = await BareApp.Start(
            parent => parent.UseAppsBySegment(apps.TryHandle),
            builder => builder.Services.AddSingleton(_ => apps));
        using var visitor = app.NewVisitor();
        var token = (await visitor.Get("/alice/form")).Text;
        await visitor.Get("/bob/form");
        Assert.Equal(HttpStatusCode.OK, await Post("/alice/form", token));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/alice/form", ""));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/bob/form", token));

        async Task<HttpStatusCode> Post(string url, string sent)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new FormUrlEncodedContent([new("token", sent)]),
            };
            return (await visitor.Send(request)).Status;
        }
    }

    static WebApplication SignInApp(string name) =>
        MountFixture.Build(
            app =>
            {
                app.UseAuthentication();
                app.Run(async context =>
                {
                    if (context.Request.Path == "/in")
                        await context.SignInAsync(
                            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "ada")], "cookie"))
                        );
                    else
                        await context.Response.WriteAsync(context.User.Identity?.Name ?? "nobody");
                });
            },
            builder =>
            {
                builder.Services.AddDataProtection().SetApplicationName(name).UseEphemeralDataProtectionProvider();
                builder
                    .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(options => options.Cookie.Name = "who");
            }
        );

    static WebApplication FormApp(string name) =>
        MountFixture.Build(
            app =>
                app.Run(async context =>
                {
                    var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
                    if (context.Request.Method == "GET")
                        await context.Response.WriteAsync(antiforgery.GetAndStoreTokens(context).RequestToken!);
                    else if (!await antiforgery.IsRequestValidAsync(context))
                        context.Response.StatusCode = 400;
                }),
            builder =>
            {
                builder.Services.AddDataProtection().SetApplicationName(name).UseEphemeralDataProtectionProvider();
                builder.Services.AddAntiforgery(options => options.FormFieldName = "token");
            }
        );
}
