namespace App.Tests.Testing;

/// <summary>Tests that do not run in parallel, because they measure the memory of the process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests;
