
namespace App.Blueprints.Handbook.Demos.LazyViews;

/// <summary>Views that are loaded by the first request to them.</summary>
public static class LazySampleViews
{
    public static string Hello(string? name) => $"Hello {name ?? "visitor"}.";

    public static object Sum(int a, int b) => new { result = (long)a + b };
}

/// <summary>A view that is a class. It is created for each request, with the services of that request.</summary>
public sealed class LateClock(TimeProvider time)
{
    public string Invoke() => $"It is {time.GetUtcNow():HH:mm:ss} UTC.";
}
