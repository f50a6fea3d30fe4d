using App.Patterns.LazyViews;

namespace App.Tests.Patterns.LazyViews;

public sealed class RetryingLazyTests
{
    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task Parallel_callers_wait_for_a_single_load()
    {
        var loads = 0;
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var once = new RetryingLazy<object>(() =>
        {
            loads++;
            begun.Set();
            go.Wait();
            return new object();
        });
        var first = once.Get();
        begun.Wait(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(0, 100).Select(_ => once.Get()).ToList();
        go.Set();
        var all = await Task.WhenAll([first, .. others]);
        Assert.Single(all.Distinct());
        Assert.Equal(1, loads);
        Assert.Same(await first, await once.Get());
    }

    [Fact]
    [Trait("Statement", "P16.7")]
    [Trait("Statement", "P16.8")]
    public async Task A_failed_load_is_retried_by_the_next_call()
    {
        var tries = 0;
        string Load() => ++tries < 3 ? throw new InvalidOperationException($"try {tries}") : "loaded";
        var lazy = new Lazy<string>(Load);
        Assert.Throws<InvalidOperationException>(() => lazy.Value);
        Assert.Equal("try 1", Assert.Throws<InvalidOperationException>(() => lazy.Value).Message);

        tries = 0;
        var once = new RetryingLazy<string>(Load);
        Assert.Equal("try 1", (await Assert.ThrowsAsync<InvalidOperationException>(once.Get)).Message);
        Assert.Equal("try 2", (await Assert.ThrowsAsync<InvalidOperationException>(once.Get)).Message);
        Assert.Equal("loaded", await once.Get());
        Assert.Equal("loaded", await once.Get());
        Assert.Equal(3, tries);
    }

    [Fact]
    [Trait("Statement", "P16.8")]
    public async Task Waiting_callers_get_the_exception_and_loads_never_overlap()
    {
        var (running, most, tries) = (0, 0, 0);
        var once = new RetryingLazy<string>(() =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.Yield();
            Interlocked.Decrement(ref running);
            return ++tries < 5 ? throw new InvalidOperationException() : "loaded";
        });
        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            for (; ; )
            {
                try
                {
                    return await once.Get();
                }
                catch (InvalidOperationException)
                {
                    await Task.Yield();
                }
            }
        })));
        Assert.All(asked, text => Assert.Equal("loaded", text));
        Assert.Equal((1, 5), (most, tries));
    }
}
