using System.Security.Claims;
using App.Patterns.ViewDecorators;
using App.Tests.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Tests.Patterns.ViewDecorators;

/// <summary>An application with pages and endpoints that require a login.</summary>
static class LoginRequiredApp
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<BareApp> Start(Action ran, LoginRequiredOptions? options = null) => BareApp.Start(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapMethods("/private/{id:int}", ["GET", "POST", "PUT", "DELETE"], (int id, string? q) =>
            {
                ran();
                return $"{id} {q}";
            }).RequireAuthorization();
            app.MapGet("/api/private", () => "").RequireAuthorization();
            app.MapGet("/data", () => new { Text = "private" }).RequireAuthorization();
            app.MapPost("/data/text", (PostedNote note) => note.Text).RequireAuthorization();
            app.MapGet("/data/page", () => new { Text = "private" }).RequireAuthorization().Templated("Data");
            app.MapGet("/first", () => "").RequireAuthorization().WithName("first");
            app.MapGet("/second", () => "").WithName("second").RequireAuthorization();
            app.MapGet("/operators", () => "").RequireAuthorization(policy => policy.RequireRole("operator"));
            app.MapGet("/enter", (HttpContext context) =>
                context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "alice")], "test"))));
        },
        builder =>
        {
            builder.Services.AddDataProtection();
            builder.Services.AddSingleton(new LoginRequired(_ => "/sign-in", options));
            builder.Services.AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                .AddCookie(options => options.EventsType = typeof(LoginRequired));
        });

    public static async Task<HttpResponseMessage> Post(
        BareApp app,
        HttpMethod method,
        string url,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        return await app.Http.SendAsync(request, Stop);
    }

    public static string? NextOf(string location) =>
        QueryHelpers
            .ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..])
            .TryGetValue("next", out var next)
            ? next.ToString()
            : null;
}
