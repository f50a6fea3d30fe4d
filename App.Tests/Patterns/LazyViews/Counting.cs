using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.LazyViews;

public sealed class Counting(ILogger<Counting> log)
{
    int calls;

    public string Invoke()
    {
        log.LogDebug("Called");
        return $"{++calls}";
    }
}
