using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Testing;
using Source = App.Tests.Architecture.Source;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// A web project to which tests add handbook patterns with the real command and its printed steps. The code of a single
/// pattern is copied into Program.cs. The code of several patterns is merged as the chapter <c>packages</c> describes.
/// </summary>
public sealed partial class SiteProject
{
    public const string Name = SetupSteps.Project;

    /// <summary>The URL of an endpoint that lists all routes except static files, one route per line.</summary>
    public const string RouteList = "/every-route";

    const string Build = "var app = builder.Build();\n";

    readonly string folder;
    readonly Dictionary<string, string> printed = [];

    SiteProject(string folder) => this.folder = folder;

    /// <summary>The slugs of the added patterns, in order.</summary>
    public IReadOnlyList<string> Slugs => [.. printed.Keys];

    /// <summary>The file names of all migrations, sorted.</summary>
    public IReadOnlyList<string> Scripts =>
    [
        .. Directory.GetFiles(Path.Combine(folder, "migrations"))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The files of a folder and its subfolders.</summary>
    public IReadOnlyList<string> FilesBelow(string name) =>
        Directory.GetFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories);

    public static SiteProject From(string template, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "wwwroot"));
        CopyFiles(template, folder);
        // The favicon chapter requires this file.
        File.Copy(Source.Path("wwwroot/icons/favicon.ico"), Path.Combine(folder, "wwwroot", "favicon.ico"));
        return new(folder);
    }

    public string PrintedFor(string slug) => printed[slug];

    public SetupSteps StepsOf(string slug) => SetupSteps.Parse(printed[slug]);

    /// <summary>Runs <c>pattern add</c> and follows the printed steps, except those for Program.cs.</summary>
    /// <param name="slug">The slug of the pattern's chapter.</param>
    /// <param name="refinement">The optional subfolder of the pattern's code to add too; null for the pattern without
    /// optional subfolders.</param>
    public async Task Add(string slug, string? refinement = null)
    {
        string[] with = refinement is null ? [] : ["--with", refinement];
        using var command = await ChildProgram.Run(["pattern", "add", slug, .. with, "--to", folder]);
        Assert.True(command.ExitCode == 0, command.Errors);
        printed.Add(slug, command.Output);
        var steps = StepsOf(slug);
        foreach (var line in steps.Commands) await Run(line);
        foreach (var file in steps.Files) Write(file);
        AddToProject(command.Output, steps);
    }

    /// <param name="isAll">Whether to add the endpoint <see cref="RouteList"/>.</param>
    public void WriteProgram(bool isAll)
    {
        var steps = Slugs.Select(StepsOf).ToList();
        var template = File.ReadAllText(Path.Combine(folder, "Program.cs")).ReplaceLineEndings("\n");
        Assert.Contains(Build, template, StringComparison.Ordinal);
        var usings = printed.Values.SelectMany(output => Using().Matches(output))
            .Select(match => $"{match.Groups["line"].Value}\n").Distinct();
        var (before, after) = steps is [var one] ? (Part(one, 0), Part(one, 1)) : SeveralPatterns.Merge(steps);
        var parts = before + Build + after + (isAll ? EveryRoute : "");
        var types = string.Concat(steps.Select(each => Part(each, 2)));
        File.WriteAllText(
            Path.Combine(folder, "Program.cs"),
            string.Concat(usings) + template.Replace(Build, parts, StringComparison.Ordinal) + types);
    }

    static string Part(SetupSteps steps, int place) =>
        steps.Program.ElementAtOrDefault(place) is { } part ? $"{part}\n" : "";

    static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    static string EveryRoute => $$"""
        app.MapGet("{{RouteList}}", (EndpointDataSource routes) => string.Join('\n',
            from route in routes.Endpoints.OfType<RouteEndpoint>()
            where route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null
            from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select $"{method} {route.RoutePattern.RawText}"));

        """;

    // Runs a shell command that the printed steps contain. Does not run npm install, because the npm registry can be
    // unreachable, but copies the packages from this repository.
    async Task Run(string line)
    {
        if (Install().Match(line) is { Success: true } install)
        {
            var package = install.Groups["name"].Value;
            var dependency = $"\"{package}\": \"{install.Groups["version"].Value}\"";
            Assert.Contains(dependency, File.ReadAllText(Source.Path("package.json")), StringComparison.Ordinal);
            var target = Directory.CreateDirectory(Path.Combine(folder, "node_modules", package, "dist")).FullName;
            CopyFiles(Source.Path($"node_modules/{package}/dist"), target);
            return;
        }
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = folder })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    // Writes a file that the printed steps contain. An existing file must be a .resx file; then this method adds the
    // new texts to the file.
    void Write(SourceFile file)
    {
        var path = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, file.Text + "\n");
            return;
        }
        Assert.True(path.EndsWith(".resx", StringComparison.Ordinal), $"Two patterns give {file.Path}");
        var texts = XDocument.Load(path);
        texts.Root!.Add(XDocument.Parse(file.Text).Descendants("data"));
        texts.Save(path);
    }

    void AddToProject(string output, SetupSteps steps)
    {
        var path = Directory.GetFiles(folder, "*.csproj").Single();
        var project = XDocument.Load(path);
        var known = project.Descendants("PackageReference")
            .Select(package => package.Attribute("Include")!.Value).ToHashSet();
        project.Root!.Add(new XElement("ItemGroup",
            from Match match in Package().Matches(output)
            where known.Add(match.Groups["name"].Value)
            select new XElement("PackageReference",
                new XAttribute("Include", match.Groups["name"].Value),
                new XAttribute("Version", match.Groups["version"].Value))));
        foreach (var item in steps.ProjectItems.Select(XElement.Parse))
            if (!project.Root.Elements().Any(other => XNode.DeepEquals(other, item)))
                project.Root.Add(item);
        project.Save(path);
    }

    [GeneratedRegex(@"^    dotnet add package (?<name>\S+) --version (?<version>\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"^    (?<line>using [\w.]+;)\r?$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^npm install (?<name>[\w.-]+)@(?<version>[\d.]+)$")]
    private static partial Regex Install();
}
