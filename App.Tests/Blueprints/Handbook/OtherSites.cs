using System.Text.RegularExpressions;
using System.Xml.Linq;
using App.Blueprints.Handbook;
using App.Tests.Laws;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// A fresh web project for each written chapter, made by the SDK's own template, with the pattern added by the real command and the
/// chapter's pieces put where it says. Nothing is used but what the command printed. All are built by one call of the SDK.
/// </summary>
public sealed partial class OtherSites : IAsyncLifetime
{
    const string Name = Taking.Project;

    // As it is on a machine of one's own: no audit asks a registry, no setting of this build leaks into that one.
    static readonly Dictionary<string, string> environment = new()
    {
        ["NuGetAudit"] = "false",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_NOLOGO"] = "true",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    readonly TestDirectory directory = new();
    readonly Dictionary<string, string> printed = [];

    public static IEnumerable<Chapter> Chapters => App.Blueprints.Handbook.Chapters.All
        .Where(chapter => ChapterText.Of(chapter).IsWritten && PatternSource.FilesOf(chapter.Folder).Any());

    /// <summary>Errors and warnings of all of them.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public string PrintedFor(string slug) => printed[slug];

    public Taking StepsOf(string slug) => Taking.Parse(printed[slug]);

    public async ValueTask InitializeAsync()
    {
        var made = await Sdk("new", "web", "--name", Name, "--output", directory.File("template"), "--no-restore");
        Assert.True(File.Exists(directory.File("template/Program.cs")), made);
        await Parallel.ForEachAsync(Chapters, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (chapter, _) => await Add(chapter.Slug));
        await File.WriteAllTextAsync(directory.File("all.proj"), $"""
            <Project>
              <ItemGroup><Site Include="*/{Name}.csproj" Exclude="template/*" /></ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Site)" Targets="Restore" Properties="Phase=Restore" BuildInParallel="true" />
                <MSBuild Projects="@(Site)" Targets="Build" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """);
        Problems = (await Sdk("msbuild", "all.proj", "-m:2", "-v:q", "-tl:off")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return default;
    }

    /// <summary>The site with this pattern, running; as <c>dotnet run</c> would run it.</summary>
    public ChildProgram Start(string slug) => ChildProgram.StartDotnet(
        [$"{FolderOf(slug)}/bin/Debug/net10.0/{Name}.dll", "--urls", "http://127.0.0.1:0"], FolderOf(slug), environment);

    string FolderOf(string slug) => directory.File(slug);

    async Task Add(string slug)
    {
        var folder = Directory.CreateDirectory(FolderOf(slug)).FullName;
        // What a person has and no pattern brings.
        File.Copy(Source.Path("wwwroot/icons/favicon.ico"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "wwwroot")).FullName, "favicon.ico"));
        foreach (var file in Directory.GetFiles(directory.File("template"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        using var command = await ChildProgram.Run(["pattern", "add", slug, "--to", folder]);
        Assert.True(command.ExitCode == 0, command.Errors);
        lock (printed) printed[slug] = command.Output;
        AddPackages(Path.Combine(folder, $"{Name}.csproj"), command.Output);
        AddCode(folder, command.Output);
    }

    static void AddPackages(string project, string output)
    {
        var xml = XDocument.Load(project);
        xml.Root!.Add(new XElement("ItemGroup", Package().Matches(output).Select(match =>
            new XElement("PackageReference", new XAttribute("Include", match.Groups["name"].Value), new XAttribute("Version", match.Groups["version"].Value)))));
        xml.Save(project);
    }

    static void AddCode(string folder, string output)
    {
        const string build = "var app = builder.Build();\n";
        var taking = Taking.Parse(output);
        var template = File.ReadAllText(Path.Combine(folder, "Program.cs")).ReplaceLineEndings("\n");
        Assert.Contains(build, template, StringComparison.Ordinal);
        var (before, after, end) = (Piece(0), Piece(1), Piece(2));
        var usings = string.Concat(Using().Matches(output).Select(match => $"{match.Groups["line"].Value}\n"));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), usings + template.Replace(build, before + build + after, StringComparison.Ordinal) + end);
        foreach (var file in taking.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file.Path))!);
            File.WriteAllText(Path.Combine(folder, file.Path), file.Text + "\n");
        }

        string Piece(int place) => taking.Program.ElementAtOrDefault(place) is { } piece ? $"{piece}\n" : "";
    }

    async Task<string> Sdk(params string[] arguments)
    {
        using var sdk = ChildProgram.StartDotnet(arguments, directory.Path, environment);
        await sdk.Ended(TimeSpan.FromMinutes(10));
        return sdk.Output + sdk.Errors;
    }

    [GeneratedRegex(@"^    dotnet add package (?<name>\S+) --version (?<version>\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"^    (?<line>using [\w.]+;)\r?$", RegexOptions.Multiline)]
    private static partial Regex Using();
}
