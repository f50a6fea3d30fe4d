using App.Patterns.Flashing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>
/// Adds the endpoint <c>/flash</c>, which records a flash message with the text and category of its query string.
/// </summary>
sealed class FlashAddress : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Path != "/flash") return rest(context);
            var query = context.Request.Query;
            context.RequestServices.GetRequiredService<IFlashes>().Add(
                query["text"]!,
                query["category"].FirstOrDefault() ?? FlashCategory.Message,
                query["undo"].FirstOrDefault() is { } url ? new FlashAction("Undo", url, "DELETE") : null);
            return Task.CompletedTask;
        });
        next(app);
    };
}
