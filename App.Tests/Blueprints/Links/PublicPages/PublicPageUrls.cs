namespace App.Tests.Blueprints.Links.PublicPages;

/// <summary>URLs of public pages.</summary>
static class PublicPageUrls
{
    public static readonly string[] publicPages =
    [
        "/en/",
        "/en/@ada1",
        "/en/about",
        "/en/patterns",
        "/feeds/public.atom",
        "/feeds/@ada1.rss",
    ];
}
