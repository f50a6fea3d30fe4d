namespace App.Pipeline;

/// <summary>The log of the library: warnings and errors, one line each.</summary>
static class LibraryLog
{
    public static ILoggingBuilder AddLibraryLog(this ILoggingBuilder log) => log
        .AddSimpleConsole(options => options.SingleLine = true)
        .SetMinimumLevel(LogLevel.Warning)
        // The keys are not encrypted: only the owner of the data directory can read them.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // It warns about every page with a form, because the pages set Cache-Control themselves.
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .LimitRepeats();
}
