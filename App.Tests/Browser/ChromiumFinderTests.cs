using Microsoft.Playwright;

namespace App.Tests.Browser;

public sealed class ChromiumFinderTests(BrowserFixture fixture)
{
    static readonly ChromiumCandidate Missing = ChromiumCandidate.At("/nowhere/chromium", "the missing one");
    static readonly ChromiumCandidate Broken = new("the broken one", () =>
        throw new InvalidDataException("the archive is cut short")
    );

    readonly List<string> said = [];

    [Fact]
    public async Task Candidates_that_do_not_start_are_skipped_with_their_reason()
    {
        // Opens a page with the fixture first, so that Chromium is already downloaded or installed.
        await using var opened = await fixture.Open();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await new ChromiumFinder(
            playwright,
            [Missing, Broken, .. ChromiumCandidate.All()],
            said.Add
        ).Launch();
        Assert.True(browser.IsConnected);
        Assert.StartsWith("Browser tests pass over the missing one: ", said[0]);
        Assert.Equal("Browser tests pass over the broken one: the archive is cut short", said[1]);
        Assert.StartsWith("Browser tests use ", said[^1]);
    }

    [Fact]
    public async Task If_no_candidate_starts_the_message_lists_all_of_them()
    {
        using var playwright = await Playwright.CreateAsync();
        var finder = new ChromiumFinder(playwright, [Missing, Broken], said.Add);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(finder.Launch);
        Assert.StartsWith("No Chromium starts on this machine", failure.Message);
        Assert.Contains("- the missing one: ", failure.Message);
        Assert.Contains("/nowhere/chromium", failure.Message);
        Assert.Contains("- the broken one: the archive is cut short", failure.Message);
        Assert.Contains("CARAFE_CHROMIUM", failure.Message);
    }

    [Fact]
    public async Task A_cached_folder_is_complete_for_parallel_callers()
    {
        var name = $"probe-{Guid.NewGuid():n}";
        var folders = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Checkout.Cached(name, Fill)))
        );
        var folder = Assert.Single(folders.Distinct());
        Assert.Equal(
            "whole",
            await File.ReadAllTextAsync(Path.Combine(folder, "file"), TestContext.Current.CancellationToken)
        );
        Assert.DoesNotContain(Directory.GetDirectories(Path.GetDirectoryName(folder)!), d =>
            d.StartsWith($"{folder}.", StringComparison.Ordinal)
        );
        Directory.Delete(folder, recursive: true);

        static void Fill(string unfinished) => File.WriteAllText(Path.Combine(unfinished, "file"), "whole");
    }
}
