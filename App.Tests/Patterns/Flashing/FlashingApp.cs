using System.Globalization;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using App.Patterns.UrlProcessors;
using App.Patterns.UrlProcessors.Texts;
using App.Tests.Testing;

namespace App.Tests.Patterns.Flashing;

/// <summary>
/// An application with endpoints that record messages and endpoints that show all messages, one per line.
/// </summary>
static class FlashingApp
{
    public static Task<BareApp> Start(Action<WebApplication>? more = null, TimeProvider? clock = null) =>
        BareApp.Start(
            (services, directory) =>
            {
                var file = Path.Combine(directory, "flashes.db");
                using (var database = new SqliteDatabase(file, App.Blueprints.Search.FtsTokens.Register))
                    Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
                services.AddSingleton(clock ?? TimeProvider.System).AddSqlite(file).AddSqlMapping();
                services.AddUrlProcessors(typeof(LibraryApp).Assembly, "en");
                services.AddFlashing(options => options.Account = AccountOf);
            },
            app =>
            {
                more?.Invoke(app);
                app.MapGet("/flash", (HttpContext context, IFlashes flashes) =>
                {
                    foreach (var text in context.Request.Query["text"])
                        flashes.Add(text!, Category(context));
                    return Results.Redirect("/idle");
                });
                app.MapGet("/farewell", (IFlashes flashes, string text) => flashes.AddForBrowser(text));
                app.MapGet("/know", (IFlashes flashes) => flashes.IdentifyBrowser());
                app.MapGet("/idle", () => "nothing shown here");
                app.MapGet("/hop/{left:int}", (int left) => Results.Redirect(left > 0 ? $"/hop/{left - 1}" : "/show"));
                app.MapGet("/again", () => Results.Redirect("/idle"));
                app.MapGet("/show", (HttpContext context, IFlashes flashes) =>
                    Lines(flashes.Take([.. context.Request.Query["only"].OfType<string>()]))
                );
                app.MapGet("/show-twice", (IFlashes flashes) => Lines([.. flashes.Take("error"), .. flashes.Take()]));
                app.MapGet("/flash-and-show", (IFlashes flashes, string text) =>
                {
                    flashes.Add(text);
                    return Lines(flashes.Take());
                });
                app.MapGet("/show-flash-show", (IFlashes flashes, string text) =>
                {
                    var first = flashes.Take();
                    flashes.Add(text);
                    return Lines([.. first, .. flashes.Take()]);
                });
                app.MapGet("/late", async (HttpContext context, IFlashes flashes) =>
                {
                    await context.Response.WriteAsync("begun ");
                    await context.Response.Body.FlushAsync();
                    try
                    {
                        flashes.Add("late");
                        await context.Response.WriteAsync("recorded");
                    }
                    catch (InvalidOperationException)
                    {
                        await context.Response.WriteAsync("refused");
                    }
                });
            }
        );

    /// <summary>Gets a page that shows the messages, one a line.</summary>
    public static async Task<string> Show(this Visitor visitor, string url = "/show", long? account = null) =>
        (await visitor.As(url, account)).Text;

    public static async Task Flash(
        this Visitor visitor,
        string text,
        string category = "message",
        long? account = null
    ) =>
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await visitor.As($"/flash?category={category}&text={Uri.EscapeDataString(text)}", account)).Status
        );

    /// <summary>Sends one request as <paramref name="account"/>; redirects are not followed.</summary>
    public static async Task<Answer> As(this Visitor visitor, string url, long? account = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (account is { } id)
            request.Headers.Add("X-Account", id.ToString(CultureInfo.InvariantCulture));
        return await visitor.Send(request);
    }

    static long? AccountOf(HttpContext context) =>
        long.TryParse(context.Request.Headers["X-Account"], CultureInfo.InvariantCulture, out var id) ? id : null;

    static string Category(HttpContext context) =>
        context.Request.Query["category"].FirstOrDefault() ?? FlashCategory.Message;

    static string Lines(IReadOnlyList<Flash> flashes) =>
        string.Join('\n', flashes.Select(flash => $"{flash.Category}: {flash.Text}"));
}
