using App.Patterns.Localization;
using App.Patterns.UrlProcessors;
using App.Patterns.UrlProcessors.Texts;
using App.Tests.Testing;

namespace App.Tests.Patterns.UrlProcessors;

public sealed class UrlProcessorTests
{
    [Fact]
    [Trait("Statement", "P04.1")]
    public async Task The_language_is_removed_from_the_route_values_before_other_code_runs()
    {
        string? seenByHook = "nothing";
        await using var site = await Start(hook: context =>
            seenByHook = context.Request.RouteValues.ContainsKey("lang") ? "the value" : context.Language()
        );
        Assert.Equal((200, "/Main/Number de id=7"), await site.Get("/de/number/7"));
        Assert.Equal("de", seenByHook);
    }

    [Theory]
    [InlineData("/de/", "/Main/About", "/de/about")]
    [InlineData("/de/about", "/Main/Index", "/de/")]
    [InlineData("/de/about", "/Main/About", "/de/about")]
    [InlineData("/de/acme/blue/shop", "/Main/About", "/de/about")]
    [InlineData("/de/acme/blue/shop", "/Shop/Basket", "/de/acme/blue/shop/basket")]
    [Trait("Statement", "P04.2")]
    [Trait("Statement", "P04.6")]
    public async Task The_current_route_value_is_added_only_to_URLs_that_expect_it(
        string at,
        string target,
        string address
    )
    {
        await using var site = await Start();
        Assert.Equal((200, address), await site.Get($"{at}?to={target}"));
    }

    [Fact]
    [Trait("Statement", "P04.2")]
    public async Task An_explicit_route_value_wins()
    {
        await using var site = await Start();
        Assert.Equal((200, "/en/about"), await site.Get("/de/?to=/Main/About&lang=en"));
    }

    [Fact]
    [Trait("Statement", "P04.3")]
    public async Task Generating_a_URL_with_a_missing_route_value_throws()
    {
        await using var site = await Start();
        Assert.Equal(500, (await site.Get("/de/about?to=/Shop/Basket")).Status);
        Assert.Equal(500, (await site.Get("/de/about?to=/Main/Nowhere")).Status);
    }

    [Fact]
    [Trait("Statement", "P04.6")]
    [Trait("Statement", "P04.7")]
    public async Task A_blueprint_URL_processor_runs_after_that_of_the_application_and_only_for_its_own_pages()
    {
        List<string> log = [];
        await using var site = await Start(log: log);
        await site.Get("/de/about");
        Assert.Empty(log);
        Assert.Equal((200, "/Shop/Index de "), await site.Get("/de/acme/blue/shop"));
        Assert.Equal(["customer acme in de", "shelf blue in de"], log);
    }

    [Fact]
    [Trait("Statement", "P04.1")]
    public async Task Cultures_do_not_mix_between_a_thousand_parallel_requests()
    {
        await using var site = await Start();
        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var language = i % 2 == 0 ? "de" : "en";
            Assert.Equal((200, $"/Main/About {language} "), await site.Get($"/{language}/about"));
            if (i % 10 == 0) Assert.Equal((200, "1.5"), await site.Get("/number", language: "de"));
        });
    }

    static Task<BareApp> Start(Action<HttpContext>? hook = null, List<string>? log = null) => BareApp.Start(
        services =>
        {
            new TestViews()
                .Page("/Main/Index", "/")
                .Page("/Main/About", "/about")
                .Page("/Main/Number", "/number/{id}")
                .Page("/Shop/Index", "/shop")
                .Page("/Shop/Basket", "/shop/basket")
                .AddTo(services);
            // The language processor is registered last, but must run before the processors "customer" and "shelf".
            services.AddUrlProcessor(new Segment("customer", 2, log));
            services.AddUrlProcessor(new Segment("shelf", 3, log));
            services.AddUrlProcessors(typeof(LibraryApp).Assembly, "en", "de");
        },
        app =>
        {
            app.UseRouting();
            app.UseUrlProcessors();
            app.Use((context, next) =>
            {
                hook?.Invoke(context);
                return next(context);
            });
            app.MapRazorPages();
            app.MapGet("/number", () => 1.5.ToString(System.Globalization.CultureInfo.CurrentCulture));
        });

    sealed class Segment(string name, int place, List<string>? log) : UrlProcessor
    {
        public override string Parameter => name;

        public override string Folder => "Shop";

        public override void Pull(HttpContext context, string? value) =>
            log?.Add($"{name} {value} in {context.Language()}");

        public override string? Current(HttpContext context) =>
            context.Request.Path.Value!.Split('/') is { Length: > 3 } segments ? segments[place] : null;
    }
}
