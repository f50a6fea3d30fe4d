namespace App.Patterns.Flashing;

public sealed class FlashingOptions
{
    /// <summary>Whose request this is; null for a visitor. By default everybody is one.</summary>
    public Func<HttpContext, long?> Account { get; set; } = _ => null;

    /// <summary>The cookie that tells browsers apart. Applications that a browser sends the same cookies to have different ones.</summary>
    public string Cookie { get; set; } = "browser";
}

public static class FlashingSetup
{
    /// <summary>Notes by <see cref="IFlashes"/>, shown by the <c>flashes</c> tag. Needs the table <c>flashes</c> and the text <c>flashing.dropped</c>.</summary>
    public static IServiceCollection AddFlashing(this IServiceCollection services, Action<FlashingOptions>? configure = null)
    {
        services.AddHttpContextAccessor();
        services.Configure(configure ?? (_ => { }));
        return services.AddScoped<FlashStore>().AddScoped<BrowserCookie>().AddScoped<IFlashes, Flashes>();
    }
}
