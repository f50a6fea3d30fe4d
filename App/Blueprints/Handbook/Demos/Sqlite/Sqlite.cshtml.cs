using System.Diagnostics;
using System.Text;
using App.Patterns.Http;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Sqlite;

public sealed class SqliteModel(
    SqliteDemo demo,
    OnDemandConnection connection,
    StoredTextStore texts,
    DemonstrationStore items,
    BrowserCookie browser,
    IServiceScopeFactory scopes,
    TimeProvider time
) : DemonstrationPage(demo)
{
    const int ShownCharacters = 80;

    readonly List<SqliteStep> steps = [];

    public IActionResult OnPost(string? text, string? sample)
    {
        var visitor = browser.Remember();
        var sent = demo.TextOf(sample, text);
        steps.Add(new("Before any statement", connection.IsOpened, Microseconds: null));
        Measure("The first statement, which opens the connection", texts.Version);
        Measure("The same statement again, on the same connection", texts.Version);
        var stored = Measure("Your text written, read back and deleted", () =>
            texts.WriteAndRead(visitor, demo.Slug, sent, time.GetUtcNow())
        );
        using (var scope = scopes.CreateScope())
            steps.Add(
                new(
                    "Another scope beside this request",
                    scope.ServiceProvider.GetRequiredService<OnDemandConnection>().IsOpened,
                    Microseconds: null
                )
            );
        items.Clear(visitor, demo.Slug);
        items.Add(visitor, demo.Slug, new SqliteTrial
        {
            Steps = steps,
            Row = stored with { Text = string.Concat(stored.Text.Take(ShownCharacters)) },
            IsSame = string.Equals(stored.Text, sent, StringComparison.Ordinal),
            BytesSent = Encoding.UTF8.GetByteCount(sent),
        }, time.GetUtcNow());
        return Done();
    }

    T Measure<T>(string what, Func<T> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = work();
        steps.Add(new(what, connection.IsOpened, Stopwatch.GetElapsedTime(begun).TotalMicroseconds));
        return result;
    }
}
