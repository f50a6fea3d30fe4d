namespace App.Tests.Patterns.LazyViews;

public sealed record Elsewhere(string Name);
