namespace App.Tests.Blueprints.Links.PublicPages;

/// <summary>The URLs of public pages and feeds that the tests of caching request.</summary>
static class PublicPageUrls
{
    public static readonly string[] publicPages =
    [
        "/en/",
        "/en/@ada1",
        "/en/about",
        "/en/about/licences",
        "/en/patterns",
        "/feeds/public.atom",
        "/feeds/@ada1.rss",
    ];
}
