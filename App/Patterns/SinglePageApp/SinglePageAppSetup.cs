namespace App.Patterns.SinglePageApp;

public static class SinglePageAppSetup
{
    /// <summary>
    /// Right after routing: keeps what answers every other address away from these prefixes, such as <c>/api</c>, and
    /// from files that are missing. A prefix begins with a slash and ends without.
    /// </summary>
    public static IApplicationBuilder UseReservedPaths(this IApplicationBuilder app, params string[] prefixes) =>
        app.UseMiddleware<ReservedPaths>([prefixes.Select(prefix => new PathString(prefix)).ToArray()]);
}
