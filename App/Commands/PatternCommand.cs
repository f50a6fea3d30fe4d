using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using App.Blueprints.Handbook;

namespace App.Commands;

/// <summary><c>pattern add</c>: takes a pattern's folder, and what it requires, into another project.</summary>
static partial class PatternCommand
{
    static readonly Argument<string> name = new("name") { Description = "The last part of the chapter's address, as in flashing." };

    static readonly Option<DirectoryInfo> target = new("--to") { Description = "The folder of the project.", HelpName = "folder", Required = true };

    public static Command Make()
    {
        var add = new Command("add", "Copies a pattern's folder and what it requires into another project, and says what to add to Program.cs.") { name, target };
        add.SetAction(Run);
        return new Command("pattern", "Takes patterns of the handbook into other projects.") { add };
    }

    static int Run(ParseResult parsed)
    {
        var chapter = Chapters.Find(parsed.GetRequiredValue(name))
            ?? throw new CommandFailedException($"There is no pattern '{parsed.GetValue(name)}'. There is {string.Join(", ", Chapters.All.Select(one => one.Slug).Order())}.");
        var folder = parsed.GetRequiredValue(target).FullName;
        var project = ProjectIn(folder);
        if (PatternCopy.Of(chapter.Folder, project.Namespace) is not { } copy)
        {
            Console.WriteLine($"{chapter.Name} has no folder of its own: it is the shape of the application. Its chapter says what to look at.");
            return ExitCode.Done;
        }
        Refuse(copy.Files.Where(file => Differs(Path.Combine(folder, file.Path), file.Text)).Select(file => file.Path).ToList());
        foreach (var file in copy.Files) Write(Path.Combine(folder, file.Path), file.Text);
        Say(copy, TextFor(chapter, project.Namespace, project.Assembly));
        return ExitCode.Done;
    }

    static (string Namespace, string Assembly) ProjectIn(string folder)
    {
        if (!Directory.Exists(folder)) throw new CommandFailedException($"There is no folder {folder}.");
        if (Directory.GetFiles(folder, "*.csproj") is not [var file, ..]) throw new CommandFailedException($"There is no project (*.csproj) in {folder}.");
        try
        {
            var project = XDocument.Load(file);
            var name = Path.GetFileNameWithoutExtension(file);
            return (Said(project, "RootNamespace") ?? NotInNames().Replace(name, "_"), Said(project, "AssemblyName") ?? name);
        }
        catch (XmlException error)
        {
            throw new CommandFailedException($"{file} cannot be read: {error.Message}");
        }
    }

    static string? Said(XDocument project, string property) => project.Descendants(property).FirstOrDefault()?.Value is { Length: > 0 } said ? said : null;

    // What somebody has changed over there is not written over.
    static bool Differs(string path, string text) => File.Exists(path) && File.ReadAllText(path) != text;

    static void Refuse(List<string> differing)
    {
        if (differing.Count > 0) throw new CommandFailedException($"Already there and different, so nothing was written: {string.Join(", ", differing)}.");
    }

    static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    static void Say(PatternCopy copy, string text)
    {
        Console.WriteLine($"Added {string.Join(", ", copy.Folders.Select(folder => $"Patterns/{folder}"))}: {copy.Files.Count} files.");
        SayLines("Packages to add:", copy.Packages.Select(package => $"dotnet add package {package.Name} --version {package.Version}"));
        SayLines("At the top of Program.cs:", copy.NamespacesIn(string.Join('\n', Taking.Parse(text).Program)).Select(name => $"using {name};"));
        Console.WriteLine();
        Console.WriteLine(text);
    }

    static void SayLines(string title, IEnumerable<string> lines)
    {
        if (lines.Aggregate("", (all, line) => $"{all}{Environment.NewLine}    {line}") is not { Length: > 0 } text) return;
        Console.WriteLine();
        Console.WriteLine($"{title}{Environment.NewLine}{text}");
    }

    // Without the fence with the command, which has just been given.
    static string TextFor(Chapter chapter, string rootNamespace, string assembly) => Command().Replace(ChapterText.Of(chapter).MarkdownOf(ChapterSection.Taking), "")
        .Replace($"@addTagHelper *, {Taking.Project}", $"@addTagHelper *, {assembly}", StringComparison.Ordinal)
        .Replace(Taking.Project, rootNamespace, StringComparison.Ordinal);

    [GeneratedRegex(@"\A```\n.*?\n```\n+", RegexOptions.Singleline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\W")]
    private static partial Regex NotInNames();
}
