using System.Diagnostics;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Launches the first of several Chromium candidates that can render a page.</summary>
sealed class ChromiumFinder(IPlaywright playwright, IEnumerable<ChromiumCandidate> candidates, Action<string> say)
{
    /// <summary>
    /// Launches the browser that all tests share. When no candidate works, throws an exception that lists every
    /// attempt.
    /// </summary>
    public async Task<IBrowser> Launch()
    {
        List<string> passedOver = [];
        foreach (var candidate in candidates)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                var browser = await Prove(candidate);
                say(
                    $"Browser tests use {candidate.Name} (Chromium {browser.Version}), "
                        + $"ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s."
                );
                return browser;
            }
            catch (Exception e)
            {
                passedOver.Add($"{candidate.Name}: {FirstLines(e.Message)}");
                say($"Browser tests pass over {passedOver[^1]}");
            }
        }

        throw new InvalidOperationException(
            $"""
            No Chromium starts on this machine, so the browser tests cannot run. Tried:
            {string.Join('\n', passedOver.Select(p => $"- {p}"))}
            Install Chromium, or name one in the environment variable CARAFE_CHROMIUM.
            """);
    }

    async Task<IBrowser> Prove(ChromiumCandidate candidate)
    {
        var browser = await playwright.Chromium.LaunchAsync(await candidate.Options());
        try
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync("data:text/html,<p id=p>ready</p>");
            Assert.Equal("ready", await page.InnerTextAsync("#p"));
            await page.CloseAsync();
            return browser;
        }
        catch
        {
            await browser.CloseAsync();
            throw;
        }
    }

    static string FirstLines(string message) =>
        string.Join(
            "\n    ",
            message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8)
        );
}
