using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.Logs;

/// <summary>The last log lines of this process, newest first.</summary>
public sealed class LogModel(LogRing log) : PageModel
{
    const int Shown = 200;

    public string LevelName { get; private set; } = "";

    public IReadOnlyList<LogLine> Lines { get; private set; } = [];

    /// <summary>The number of the newest line, whether or not the filter shows it.</summary>
    public long Last { get; private set; }

    public void OnGet()
    {
        var level = LevelOf(Request.Query.Text("level"));
        LevelName = level.ToString().ToLowerInvariant();
        Response.Headers.CacheControl = "no-store";
        var all = log.Newest(LogLevel.Trace);
        Last = all.Count > 0 ? all[^1].Number : 0;
        Lines = [.. all.Where(line => line.Level >= level).TakeLast(Shown).Reverse()];
    }

    /// <summary>Parses <c>information</c>, <c>warning</c> or <c>error</c>; Information for any other text.</summary>
    public static LogLevel LevelOf(string name) =>
        Enum.TryParse<LogLevel>(name, ignoreCase: true, out var level) && level is LogLevel.Warning or LogLevel.Error
            ? level
            : LogLevel.Information;
}
