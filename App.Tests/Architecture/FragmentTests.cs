using System.Text.RegularExpressions;
using App.Blueprints.Search;
using App.Tests.Blueprints.Tidying;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Architecture;

/// <summary>
/// Tests every page: it has a short response for htmx, rejects forms without a token, and redirects in a way that htmx
/// supports.
/// </summary>
public sealed partial class FragmentTests
{
    [Fact]
    public async Task Every_page_is_a_fragment_for_htmx_and_a_full_page_otherwise_and_sends_Vary()
    {
        await using var library = await TestLibrary.Start();
        using var member = await library.SignUp("walker");
        using var visitor = library.NewVisitor();
        library.Fill(1);
        library.InScope(services =>
            services.GetRequiredService<SavedSearchStore>().Add(1, "Kept", "q=x", DateTimeOffset.UtcNow)
        );
        var pages = 0;
        foreach (var (url, handlers) in await Pages(library))
            foreach (var person in new[] { member, visitor })
            {
                if (handlers.Count > 0 && !handlers.Contains("Get"))
                    continue;
                var page = await Ask(person, url);
                if (page.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
                    continue;
                pages++;
                Assert.True(page.FindAll("main h1").Count == 1, url);
                Assert.Empty(HtmlRules.Problems(page.Document).Select(problem => $"{url}: {problem}"));
                Assert.Contains("HX-Request", page.Headers.GetValueOrDefault("Vary"), StringComparison.Ordinal);
                var fragment = await Ask(person, url, ("HX-Request", "true"), ("HX-Request-Type", "partial"));
                Assert.DoesNotContain("<html", fragment.Text, StringComparison.OrdinalIgnoreCase);
                Assert.Equal((url, page.Status), (url, fragment.Status));
                Assert.Contains("HX-Request", fragment.Headers.GetValueOrDefault("Vary"), StringComparison.Ordinal);
                foreach (var whole in new[] { "HX-Boosted", "HX-History-Restore-Request" })
                    Assert.Contains(
                        "<html",
                        (await Ask(person, url, ("HX-Request", "true"), (whole, "true"))).Text,
                        StringComparison.OrdinalIgnoreCase
                    );
            }
        Assert.True(pages > 40, $"{pages} pages");
    }

    [Fact]
    public async Task Every_page_rejects_a_form_without_antiforgery_token()
    {
        await using var library = await TestLibrary.Start();
        using var member = await library.SignUp("walker");
        using var visitor = library.NewVisitor();
        library.Fill(1);
        var refused = 0;
        foreach (var (url, handlers) in await Pages(library))
            foreach (var method in handlers.Where(handler => handler is not ("Get" or "Head")))
                foreach (var htmx in new[] { false, true })
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), url)
                    {
                        Content = new FormUrlEncodedContent([new("Form.Title", "x")]),
                    };
                    if (htmx)
                        request.Headers.Add("HX-Request", "true");
                    // Sends sign-in and sign-up forms as a visitor, because these pages redirect signed-in members.
                    var answer = await (
                        url.Contains("/sign-in", StringComparison.Ordinal)
                        || url.Contains("/sign-up", StringComparison.Ordinal)
                            ? visitor
                            : member
                    ).Send(request);
                    Assert.True(
                        answer.Status == HttpStatusCode.BadRequest,
                        $"{method} {url} answers {(int)answer.Status}"
                    );
                    refused++;
                }
        Assert.True(refused > 60, $"{refused} handlers");
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/en/account/settings")).Status);
        Assert.Equal("1", (await member.Get("/en/links")).Find("[data-total]").GetAttribute("data-total"));
    }

    [Fact]
    public void A_page_handler_redirects_only_with_the_htmx_aware_method() => Assert.Empty(
        from file in Source.Files("*.cshtml.cs")
        from Match match in PlainRedirect().Matches(file.Text)
        select $"{file.Name}: {match.Value.Trim()}");

    // Matches a plain redirect in a POST, PUT, DELETE or PATCH handler. htmx would follow the redirect and swap the
    // whole page into the target element.
    [GeneratedRegex(@"On(Post|Put|Delete|Patch)\w*\([^)]*\)[^}]*?(RedirectToPage|LocalRedirect|[^.\w]Redirect)\(")]
    private static partial Regex PlainRedirect();

    static async Task<Answer> Ask(Visitor visitor, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await visitor.Send(request);
    }

    static async Task<IReadOnlyList<(string Url, IReadOnlyList<string> Handlers)>> Pages(TestLibrary library)
    {
        var loader = library.Services.GetRequiredService<PageLoader>();
        Dictionary<string, IReadOnlyList<string>> pages = [];
        foreach (
            var endpoint in library.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        )
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
                var path = Parameter()
                    .Replace(endpoint.RoutePattern.RawText!.Trim('/'), match => match.Groups["name"].Value switch
                        {
                            "lang" => "en",
                            "name" => "walker",
                            _ => "1",
                        });
                pages[path == "en" ? "/en/" : $"/{path}"] =
                [
                    .. loaded.HandlerMethods.Select(handler => handler.HttpMethod),
                ];
            }
        return [.. pages.Select(page => (page.Key, page.Value))];
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
