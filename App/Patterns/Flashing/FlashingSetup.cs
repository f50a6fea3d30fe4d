using App.Patterns.Http;
using App.Patterns.SqlMapping;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.Flashing;

public sealed class FlashingOptions
{
    /// <summary>Whose request this is; null for a visitor. By default everybody is one.</summary>
    public Func<HttpContext, long?> Account { get; set; } = _ => null;
}

public static class FlashingSetup
{
    /// <summary>
    /// Notes by <see cref="IFlashes"/>, shown by the <c>flashes</c> tag. Needs the table <c>flashes</c> and the text
    /// <c>flashing.dropped</c>.
    /// </summary>
    public static IServiceCollection AddFlashing(
        this IServiceCollection services,
        Action<FlashingOptions>? configure = null
    )
    {
        services.AddHttpContextAccessor().AddSqlMapping().TryAddSingleton(TimeProvider.System);
        services.Configure(configure ?? (_ => { }));
        return services.AddScoped<FlashStore>().AddScoped<BrowserCookie>().AddScoped<IFlashes, Flashes>();
    }
}
