namespace App.Tests.Testing;

/// <summary>Tests that run alone, because they look at the memory of the whole process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests;
