using App.Patterns.Http;
using App.Patterns.SqlMapping;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.Flashing;

/// <summary>Options of <see cref="FlashingSetup.AddFlashing"/>.</summary>
public sealed class FlashingOptions
{
    /// <summary>
    /// A function that returns the account id of a request; null for a visitor. By default every user is a visitor.
    /// </summary>
    public Func<HttpContext, long?> Account { get; set; } = _ => null;
}

/// <summary>Registers flash messages. Flask documentation: Message Flashing.</summary>
public static class FlashingSetup
{
    /// <summary>Registers <see cref="IFlashes"/>, whose messages the tag <c>flashes</c> shows.</summary>
    /// <remarks>
    /// Needs the database table <c>flashes</c> and the translated text <c>flashing.dropped</c>. The text has one
    /// placeholder, for the number of deleted messages.
    /// </remarks>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <returns>The same services.</returns>
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
