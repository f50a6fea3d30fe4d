using Xunit.Sdk;

namespace App.Tests.Browser;

public sealed class PageProblemsTests(BrowserFixture browser)
{
    [Fact]
    public async Task Console_errors_and_uncaught_exceptions_fail_the_page()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1>", "<script src=/broken.js></script>");
        var failure = await ProblemsOf(site);
        Assert.Contains("console: spilled", failure.Message);
        Assert.Contains("uncaught: Error: broken", failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_violation_of_the_content_security_policy_fails_the_page(bool javaScript)
    {
        await using var site = await BarePages.Serve("<h1 style='color: red'>Hello</h1>");
        var failure = await ProblemsOf(site, new() { JavaScript = javaScript });
        Assert.Contains("Content Security Policy", failure.Message);
    }

    [Fact]
    public async Task A_missing_file_fails_the_page()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1><img alt=Lost src=/lost.png>");
        var failure = await ProblemsOf(site);
        Assert.Contains("404 for GET " + new Uri(site.Address, "/lost.png"), failure.Message);
    }

    [Fact]
    public async Task A_request_to_a_third_party_fails_the_page()
    {
        await using var site = await BarePages.Serve(
            "<h1>Hello</h1><img alt=Counter src=http://stranger.invalid/count.gif>",
            policy: null
        );
        var failure = await ProblemsOf(site);
        Assert.Contains("a request left this machine: http://stranger.invalid/count.gif", failure.Message);
    }

    [Fact]
    public async Task A_failing_page_does_not_hide_the_exception_of_the_test()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1>", "<script src=/broken.js></script>");
        var failure = await Assert.ThrowsAsync<FailException>(async () =>
        {
            await using var opened = await browser.Open(new() { BaseAddress = site.Address });
            await opened.Page.GotoAsync("/");
            Assert.Fail("what the test found");
        });
        Assert.Contains("console: spilled", failure.Message);
        Assert.Contains("- the test itself had thrown: what the test found", failure.Message);
    }

    [Fact]
    public async Task Expected_statuses_and_errors_pass()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1>", "<script src=/broken.js></script>");
        await using var opened = await browser.Open(new()
        {
            BaseAddress = site.Address,
            ExpectedStatuses = [404],
            ExpectedErrors = ["spilled", "broken"],
        });
        await opened.Page.GotoAsync("/");
        await opened.Page.GotoAsync("/nowhere");
    }

    async Task<FailException> ProblemsOf(BarePages site, PageOptions? options = null)
    {
        var opened = await browser.Open((options ?? new()) with { BaseAddress = site.Address });
        await opened.Page.GotoAsync("/");
        return await Assert.ThrowsAsync<FailException>(async () => await opened.DisposeAsync());
    }
}
