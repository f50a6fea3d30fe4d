namespace App.Patterns.Caching.Pages;

/// <summary>The options of the page cache.</summary>
public sealed class PageCachingOptions
{
    /// <summary>The maximum size of cached responses in memory, in bytes. Default: 16 MiB.</summary>
    public long PageBytes { get; set; } = 16 << 20;

    /// <summary>The maximum size of one cached response, in bytes. Default: 1 MiB.</summary>
    public long MaxPageBytes { get; set; } = 1 << 20;

    /// <summary>
    /// Returns whether a request bypasses the page cache, for example because a flash message is pending. Default: no
    /// request does.
    /// </summary>
    public Func<HttpContext, bool> Unless { get; set; } = _ => false;

    /// <summary>
    /// Returns an additional part of the cache key of a page, such as a theme from a cookie. Return only few different
    /// values, because each value has its own cache entry.
    /// </summary>
    public Func<HttpContext, string> VaryBy { get; set; } = _ => "";
}
