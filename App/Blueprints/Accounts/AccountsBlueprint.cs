using App.Blueprints.Accounts.Drafts;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Packages;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace App.Blueprints.Accounts;

/// <summary>
/// The path of the administration pages for operators. Registered as a service only if the library serves these pages.
/// </summary>
/// <param name="Path">The path, relative to the library's root.</param>
public sealed record BackendPath(string Path);

public sealed class AccountsBlueprint : Blueprint
{
    /// <summary>Name of the session cookie.</summary>
    public const string Cookie = "carafe";

    public bool SignUpOpen { get; init; } = true;

    /// <summary>Title of the library. Passwords that consist mainly of this title are rejected.</summary>
    public string SiteName { get; init; } = "";

    public override IReadOnlyList<string> Prefixes => ["/account"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(this);
        services
            .AddScoped<AccountStore>()
            .AddScoped<SessionStore>()
            .AddScoped<Sessions>()
            .AddScoped<AccountCommands>()
            .AddScoped<AccountRemovals>();
        services
            .AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>()
            .AddSingleton<Passwords>()
            .AddSingleton<SignInThrottle>()
            .AddSingleton<SignUpThrottle>();
        services.AddDrafts(new(context => $"{context.PageRoot()}/account", "_Narrow")).AddSingleton<SessionEvents>();
        services
            .AddAuthorization()
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = Cookie;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = Sessions.Lifetime;
                options.SlidingExpiration = true;
                options.EventsType = typeof(SessionEvents);
            });
    }
}
