using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using App.Blueprints.Links;
using App.Tests.Blueprints.Tidying;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Architecture;

/// <summary>Follows every link on every page, as a visitor and as a member, in every language.</summary>
public sealed class CrawlTests
{
    // URLs that the crawl may miss. Other tests cover them. No link leads to the last URL, because a live example of
    // the handbook loads it with htmx (hx-get).
    static readonly string[] shownByActs =
        ["/account/sign-up", "/account/sign-in", "/patterns/viewdecorators/runs"];

    static LinkContent LastYear =>
        new()
        {
            Url = LinkUrl.Parse("https://example.com/last-year")!,
            Title = "Last year",
            IsPublic = true,
        };

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("ar")]
    [Trait("Statement", "P04.2")]
    [Trait("Statement", "P13.1")]
    public async Task Every_page_is_reachable_in_every_language_and_no_link_is_broken(string language)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor(language);
        using var member = await library.SignUp("walker", language);
        ConcurrentDictionary<string, bool> reached = new();
        SortedDictionary<string, string> problems = new(StringComparer.Ordinal);
        await Walk(visitor, language, reached, problems);
        await Walk(member, language, reached, problems);
        // Adds bookmarks before the last crawl, because some pages are linked only when the library has bookmarks. The
        // chapters of the handbook do not depend on them.
        library.Fill(1);
        library.InScope(services =>
            services.GetRequiredService<LinkStore>().Add(1, LastYear, DateTimeOffset.UtcNow.AddYears(-1))
        );
        await Walk(member, language, reached, problems, skipped: "/patterns/");
        if (problems.Count > 0)
            Assert.Fail(string.Join('\n', problems.Select(problem => $"{problem.Key} (first on {problem.Value})")));
        foreach (var (pattern, page) in await PagesWithoutParameters(library))
            Assert.True(
                reached.ContainsKey($"/{language}{pattern}") || shownByActs.Contains(pattern),
                $"No link leads to {page} at /{language}{pattern}");
    }

    static async Task Walk(
        Visitor visitor,
        string language,
        ConcurrentDictionary<string, bool> reached,
        SortedDictionary<string, string> problems,
        string skipped = "/source/"
    )
    {
        Queue<string> next = new([$"/{language}/"]);
        HashSet<string> seen = [.. next];
        while (next.TryDequeue(out var url) && seen.Count < 500)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            var answer = await visitor.Send(request);
            Assert.True((int)answer.Status < 400, $"{url} answers {(int)answer.Status}");
            if (answer.Location is { } location && seen.Add(location.OriginalString))
                next.Enqueue(location.OriginalString);
            reached[answer.Url.AbsolutePath] = true;
            var isPage = answer
                .Headers.GetValueOrDefault("Content-Type", "")
                .StartsWith("text/html", StringComparison.Ordinal);
            if (!isPage || answer.Headers.ContainsKey("Content-Disposition"))
                continue;
            Check(url, answer, language);
            foreach (var problem in HtmlRules.Problems(answer.Document)) problems.TryAdd(problem, url);
            // Marks the URLs to which the forms of the page are submitted as reached, without submitting the forms.
            // Other tests submit them.
            foreach (var action in answer.FindAll("form[action]"))
                reached[new Uri(answer.Url, action.GetAttribute("action")).AbsolutePath] = true;
            // Does not follow links to pages of source code. The tests of the handbook check these pages.
            foreach (
                var link in answer
                    .FindAll($"a[href]:not([href*='/source/']):not([href*='{skipped}'])")
                    .Where(link => !IsOfAnotherLanguage(link))
                    .Select(link => new Uri(answer.Url, link.GetAttribute("href")))
            )
                if (link.Authority == answer.Url.Authority && seen.Add(link.PathAndQuery))
                    next.Enqueue(link.PathAndQuery);
        }
    }

    static void Check(string url, Answer page, string language)
    {
        Assert.True(page.FindAll("title").Count == 1, $"{url}: title");
        Assert.True(page.FindAll("main").Count == 1, $"{url}: main");
        Assert.True(page.FindAll("h1").Count == 1, $"{url}: h1");
        Assert.True(page.FindAll("#flashes").Count == 1, $"{url}: #flashes");
        Assert.Equal(language, page.Find("html").GetAttribute("lang"));
        Assert.Equal(language == "ar" ? "rtl" : "ltr", page.Find("html").GetAttribute("dir"));
        Assert.True(page.FindAll("link[rel=canonical]").Count <= 1, $"{url}: canonical");
        Assert.Empty(
            page.FindAll("[style], style, script:not([src])").Select(element => $"{url}: {element.OuterHtml}")
        );
        Assert.Empty(
            page.FindAll("*")
                .SelectMany(element => element.Attributes)
                .Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal))
                .Select(attribute => $"{url}: {attribute.Name}")
        );
        Assert.Empty(
            page.FindAll("[id]")
                .GroupBy(element => element.Id)
                .Where(same => same.Count() > 1)
                .Select(same => $"{url}: two elements are #{same.Key}")
        );
        foreach (var link in page.FindAll("a, form[action], link"))
        {
            var address = link.GetAttribute("href") ?? link.GetAttribute("action");
            Assert.False(string.IsNullOrWhiteSpace(address), $"{url}: {link.OuterHtml} leads nowhere");
            Assert.DoesNotContain("lang=", address, StringComparison.Ordinal);
        }
        Assert.DoesNotMatch(
            new Regex(
                @"\b(links|accounts|tasks|transfer|shell|backend|errors|forms|flashing|handbook|search|tidying)\."
                    + @"(?!js\b)[a-z_]+\.?[a-z_]*\b(?!\w*\.(css|js|svg|html|csv|json|jsonl))"
            ),
            TextOf(page)
        );
    }

    // Returns the text of a page. Omits source code, because it is not translated.
    static string TextOf(Answer page)
    {
        var body = (AngleSharp.Dom.IElement)page.Find("body").Clone();
        foreach (var code in body.QuerySelectorAll("pre, code, .source-file, .uses, .path, .crumbs").ToList())
            code.Remove();
        return body.TextContent;
    }

    // Returns true for links of the language switcher and for <link rel="alternate">.
    static bool IsOfAnotherLanguage(AngleSharp.Dom.IElement link) =>
        link.HasAttribute("hreflang") || link.GetAttribute("rel") == "alternate";

    static async Task<IReadOnlyList<(string Pattern, string Page)>> PagesWithoutParameters(TestLibrary library)
    {
        var loader = library.Services.GetRequiredService<PageLoader>();
        List<(string, string)> pages = [];
        foreach (
            var endpoint in library.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        )
        {
            if (
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page
                || endpoint.RoutePattern.Parameters.Count > 1
            )
                continue;
            var loaded = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            if (loaded.HandlerMethods.Count > 0 && loaded.HandlerMethods.All(handler => handler.HttpMethod != "Get"))
                continue;
            pages.Add(
                (
                    endpoint.RoutePattern.PathSegments.Count == 1
                        ? "/"
                        : $"/{endpoint.RoutePattern.RawText!.Trim('/').Split('/', 2)[1]}",
                    page.RelativePath
                )
            );
        }
        return pages;
    }
}
