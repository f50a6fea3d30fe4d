namespace App.Pipeline;

/// <summary>Configures the log of the application: warnings and errors, one line each.</summary>
static class LibraryLog
{
    public static ILoggingBuilder AddLibraryLog(this ILoggingBuilder log) => log
        .AddSimpleConsole(options => options.SingleLine = true)
        .SetMinimumLevel(LogLevel.Warning)
        // Hides the warning that keys are not encrypted, because only the owner of the data directory can read the key
        // files.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // Hides a warning on every page with a form, caused by the Cache-Control header that the pages set.
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .LimitRepeats();
}
