using App.Tests.Architecture;
using App.Tests.Blueprints.Handbook;
using App.Tests.Browser;
using App.Tests.Commands;
using App.Tests.Patterns.Packaging;
using App.Tests.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace App.Tests.Testing;

/// <summary>
/// Starts the longest test classes first. A long class that starts last would run alone at the end, while the other
/// processor cores are idle.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // The collections that take longer than 30 seconds. Two of them build projects for several classes.
    static readonly string[] longest =
    [
        OtherSites.Collection,
        PackagedProgram.Collection,
        .. new[]
        {
            typeof(CrawlTests),
            typeof(EveryPageTests),
            typeof(HandbookCommandTests),
            typeof(ChapterPagesTests),
            typeof(FragmentTests),
            typeof(MethodsTests),
            typeof(ShelfCommandTests),
        }.Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(IsLong)];

    static bool IsLong<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        longest.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
}
