using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// Creates web projects from the SDK's template: one for each handbook pattern that can be added, and some with several
/// patterns. Follows only the steps that <c>pattern add</c> prints. Builds all projects with one call of the SDK.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class OtherSites : IAsyncLifetime, ICollectionFixture<OtherSites>
{
    /// <summary>The collection of the test classes that share these projects.</summary>
    public const string Collection = "Other sites";

    /// <summary>The name of the project with every pattern.</summary>
    public const string All = "all";

    /// <summary>
    /// The name of the project with every pattern that has database tables, added in the order of the chapters.
    /// </summary>
    public const string Tables = "tables";

    /// <summary>The name of a project like <see cref="Tables"/>, but with the reverse order of patterns.</summary>
    public const string TablesReversed = "tables-reversed";

    // The environment variables of the build. NuGetAudit is false, because the audit needs a package registry. The
    // other variables override those of the test run.
    static readonly Dictionary<string, string> environment = new()
    {
        ["NuGetAudit"] = "false",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_NOLOGO"] = "true",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    readonly TestDirectory directory = new();
    readonly Dictionary<string, SiteProject> projects = [];

    /// <summary>The chapters whose pattern can be added to a project.</summary>
    public static IEnumerable<Chapter> Chapters => App.Blueprints.Handbook.Chapters.All
        .Where(chapter => ChapterText.Of(chapter).IsWritten && PatternSource.FilesOf(chapter.Folder).Any());

    /// <summary>
    /// The refinements (optional subfolders of a pattern's code) that can be added with a pattern, each with the slug
    /// of the pattern's chapter.
    /// </summary>
    public static IEnumerable<(string Slug, string Name)> Refinements =>
        from chapter in Chapters
        from name in PatternSource.RefinementsOf(chapter.Folder)
        select (chapter.Slug, name.ToLowerInvariant());

    /// <summary>Returns the name of the project with a pattern and one of its optional subfolders.</summary>
    public static string With(string slug, string refinement) => $"{slug}-with-{refinement}";

    static IReadOnlyList<string> WithTables => [.. Chapters.Where(HasTables).Select(chapter => chapter.Slug)];

    /// <summary>The errors and warnings of all builds.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public SiteProject this[string name] => projects[name];

    public async ValueTask InitializeAsync()
    {
        var template = directory.File("template");
        var made = await Sdk("new", "web", "--name", SiteProject.Name, "--output", template, "--no-restore");
        Assert.True(File.Exists(Path.Combine(template, "Program.cs")), made);
        Dictionary<string, IReadOnlyList<string>> slugs = new()
        {
            [All] = [.. Chapters.Select(chapter => chapter.Slug)],
            [Tables] = WithTables,
            [TablesReversed] = [.. WithTables.Reverse()],
        };
        foreach (var chapter in Chapters) slugs[chapter.Slug] = [chapter.Slug];
        var twoAtOnce = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        await Parallel.ForEachAsync(slugs, twoAtOnce, async (site, _) => await Make(site.Key, site.Value));
        await Parallel.ForEachAsync(Refinements, twoAtOnce, async (part, _) =>
            await Make(With(part.Slug, part.Name), [part.Slug], part.Name));
        await File.WriteAllTextAsync(directory.File("all.proj"), $"""
            <Project>
              <ItemGroup><Site Include="*/{SiteProject.Name}.csproj" Exclude="template/*" /></ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Site)" Targets="Restore" Properties="Phase=Restore" BuildInParallel="true" />
                <MSBuild Projects="@(Site)" Targets="Build" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """
        );
        // UseSharedCompilation starts one compiler process for all projects, instead of one for each project.
        string[] arguments = ["msbuild", "all.proj", "-m:2", "-v:q", "-tl:off", "-p:UseSharedCompilation=true"];
        Problems = (await Sdk(arguments)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
    }

    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return default;
    }

    /// <summary>Starts the built project from its folder, like <c>dotnet run</c>.</summary>
    public ChildProgram Start(string name) => ChildProgram.StartDotnet(
        [$"{directory.File(name)}/bin/Debug/net10.0/{SiteProject.Name}.dll", "--urls", "http://127.0.0.1:0"],
        directory.File(name), environment);

    static bool HasTables(Chapter chapter) => SetupSteps.Parse(ChapterText.Of(chapter).MarkdownOf(ChapterSection.Setup))
        .ProjectItems.Any(item => item.Contains("migrations/", StringComparison.Ordinal));

    async Task Make(string name, IReadOnlyList<string> slugs, string? refinement = null)
    {
        var project = SiteProject.From(directory.File("template"), directory.File(name));
        foreach (var slug in slugs) await project.Add(slug, refinement);
        project.WriteProgram(isAll: name == All);
        lock (projects) projects[name] = project;
    }

    async Task<string> Sdk(params string[] arguments)
    {
        using var sdk = ChildProgram.StartDotnet(arguments, directory.Path, environment);
        await sdk.Ended(TimeSpan.FromMinutes(40));
        return sdk.Output + sdk.Errors;
    }
}
