using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace App.Tests.Browser;

/// <summary>
/// A page that records its problems: console errors (including violations of the content security policy), uncaught
/// exceptions, failed requests, responses of 400 and above, and requests to other hosts. Disposing of it fails the test
/// when there are problems.
/// </summary>
public sealed class WatchedPage : IAsyncDisposable
{
    // Chromium's console message for a failed request. It is ignored, because the status of each response is checked.
    const string FailedResource = "Failed to load resource";

    readonly IBrowserContext context;
    readonly PageOptions options;
    readonly ConcurrentQueue<string> problems = new();
    readonly string? test = TestContext.Current.Test?.UniqueID;
    Exception? thrown;

    internal WatchedPage(IBrowserContext context, IPage page, PageOptions options)
    {
        (this.context, Page, this.options) = (context, page, options);
        context.Console += (_, message) => Hear(message);
        context.WebError += (_, error) => Add($"uncaught: {error.Error}");
        context.Request += (_, request) => Hear(request);
        context.Response += (_, response) => Hear(response);
        context.RequestFailed += (_, request) => HearFailure(request);
        AppDomain.CurrentDomain.FirstChanceException += Remember;
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Fails when the page has recorded problems, and clears them.</summary>
    public void AssertNoProblems()
    {
        var found = problems.ToArray();
        problems.Clear();
        if (found.Length > 0)
            Assert.Fail($"The page {Page.Url} had problems:\n{string.Join('\n', found.Select(p => $"- {p}"))}");
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Remember;
        await context.CloseAsync();
        if (thrown is not null && !problems.IsEmpty)
            Add($"the test itself had thrown: {thrown.Message}");
        AssertNoProblems();
    }

    // Stores the exception of a failing test. DisposeAsync adds its message to the problems of the page, because the
    // exception that DisposeAsync throws would hide it.
    void Remember(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (
            e.Exception is IAssertionException or PlaywrightException or TimeoutException
            && TestContext.Current.Test?.UniqueID == test
        )
            thrown = e.Exception;
    }

    void Hear(IConsoleMessage message)
    {
        if (message.Type is "error" && !message.Text.StartsWith(FailedResource, StringComparison.Ordinal))
            Add($"console: {message.Text} ({message.Location})");
    }

    void Hear(IRequest request)
    {
        if (
            Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" or "ws" or "wss"
            && !IsHere(url)
        )
            Add($"a request left this machine: {request.Url}");
    }

    void Hear(IResponse response)
    {
        if (response.Status >= 400 && !options.ExpectedStatuses.Contains(response.Status))
            Add($"{response.Status} for {response.Request.Method} {response.Url}");
    }

    void HearFailure(IRequest request)
    {
        // Ignores two failures. Downloads, superseded navigations and responses without content count as aborted. An
        // error page without a body counts as failed, but the status of each response is checked separately.
        if (request.Failure is not (null or "net::ERR_ABORTED" or "net::ERR_HTTP_RESPONSE_CODE_FAILURE"))
            Add($"{request.Failure} for {request.Method} {request.Url}");
    }

    void Add(string problem)
    {
        if (!options.ExpectedErrors.Any(expected => problem.Contains(expected, StringComparison.Ordinal)))
            problems.Enqueue(problem);
    }

    static bool IsHere(Uri url) => url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.Ordinal);
}
