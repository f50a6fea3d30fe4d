using App.Patterns.Packages;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace App.Blueprints.Accounts;

public sealed class AccountsBlueprint : Blueprint
{
    public bool SignUpOpen { get; init; } = true;

    public override IReadOnlyList<string> Prefixes => ["/account"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddScoped<AccountStore>().AddScoped<SessionStore>().AddScoped<Sessions>().AddScoped<AccountCommands>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>().AddSingleton<Passwords>().AddSingleton<SignInThrottle>();
        services.AddSingleton<SessionEvents>();
        services.AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "carafe";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Sessions.Lifetime;
            options.SlidingExpiration = true;
            options.EventsType = typeof(SessionEvents);
        });
    }
}
