using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;

namespace App.Commands;

/// <summary>
/// The commands <c>pattern list</c> and <c>pattern add</c>. <c>pattern add</c> copies the code folder of a Flask
/// pattern, and all files that the folder requires, into another project.
/// </summary>
static partial class PatternCommand
{
    static readonly Argument<string> name = new("name")
    {
        Description = "The chapter or folder of the pattern, such as flashing. Case-insensitive.",
    };

    static readonly Option<DirectoryInfo> target = new("--to")
    {
        Description = "The folder of the project.",
        HelpName = "folder",
        Required = true,
    };

    static readonly Option<string[]> with = new("--with")
    {
        Description = "Refinements to copy too, as the list shows them. Default: only the essential part.",
        HelpName = "names",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Make()
    {
        var add = new Command("add", "Copies a pattern and its dependencies into a project and prints the next steps.")
        {
            name, target, with,
        };
        add.SetAction(Run);
        var list = new Command("list", "Lists the patterns that can be added.");
        list.SetAction(_ => List());
        return new Command("pattern", "Copies patterns of the handbook into other projects.") { add, list };
    }

    static int List()
    {
        foreach (var chapter in PatternNames.Available)
        {
            Console.WriteLine($"{chapter.Slug,-20} {chapter.Folder,-20} {chapter.Line}");
            if (PatternNames.RefinementsOf(chapter) is { Count: > 0 } refinements)
                Console.WriteLine($"{"",-20} --with {string.Join(' ', refinements)}");
        }
        return ExitCode.Done;
    }

    static int Run(ParseResult parsed)
    {
        var given = parsed.GetRequiredValue(name);
        var chapter = PatternNames.Find(given) ?? throw new CommandFailedException(PatternNames.Unknown(given));
        if (PatternNames.WhyUnavailable(chapter) is { } reason) throw new CommandFailedException(reason);
        var folder = parsed.GetRequiredValue(target).FullName;
        var project = ProjectIn(folder);
        var numbers = new ScriptNumbers(ScriptsIn(folder));
        var refinements = PatternNames.Refinements(chapter, parsed.GetValue(with) ?? []);
        var copy = PatternCopy.Of(chapter.Folder, refinements, project.Namespace, numbers)!;
        Refuse([.. copy.Files.Where(file => Differs(Path.Combine(folder, file.Path), file.Text))]);
        foreach (var file in copy.Files) Write(Path.Combine(folder, file.Path), file.Text);
        Print(copy, numbers.Renumber(TextFor(chapter, refinements, project)));
        PrintLines(
            "Refinements, each added by the same command with --with NAME:",
            PatternNames.RefinementsOf(chapter).Except(refinements, StringComparer.OrdinalIgnoreCase));
        if (chapter.Slug != SetupSteps.SeveralSlug)
            Console.WriteLine($"""

                Several patterns in one project: the order of the pipeline is at
                /en/patterns/{SetupSteps.SeveralSlug}#{SetupSteps.SeveralId}
                """);
        return ExitCode.Done;
    }

    static (string Namespace, string Assembly) ProjectIn(string folder)
    {
        if (!Directory.Exists(folder)) throw new CommandFailedException($"There is no folder {folder}.");
        if (Directory.GetFiles(folder, "*.csproj") is not [var file, ..])
            throw new CommandFailedException($"There is no project (*.csproj) in {folder}.");
        try
        {
            var project = XDocument.Load(file);
            var name = Path.GetFileNameWithoutExtension(file);
            return (
                ValueOf(project, "RootNamespace") ?? NotInNames().Replace(name, "_"),
                ValueOf(project, "AssemblyName") ?? name);
        }
        catch (XmlException error)
        {
            throw new CommandFailedException($"{file} cannot be read: {error.Message}");
        }
    }

    static string? ValueOf(XDocument project, string property) =>
        project.Descendants(property).FirstOrDefault()?.Value is { Length: > 0 } value ? value : null;

    static IEnumerable<string> ScriptsIn(string folder)
    {
        var scripts = Path.Combine(folder, "migrations");
        if (!Directory.Exists(scripts)) return [];
        return Directory.EnumerateFiles(scripts, "*.sql")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
    }

    // Returns whether the file already exists with a different text. Files that were edited in the other project are
    // never overwritten.
    static bool Differs(string path, string text) => File.Exists(path) && File.ReadAllText(path) != text;

    static void Refuse(List<SourceFile> differing)
    {
        if (differing.Count == 0) return;
        var paths = string.Join(", ", differing.Select(file => file.Path));
        throw new CommandFailedException($"Nothing was written, because these files exist and differ: {paths}.");
    }

    static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    static void Print(PatternCopy copy, string text)
    {
        var folders = string.Join(", ", copy.Folders.Select(folder => $"Patterns/{folder}"));
        Console.WriteLine($"Added {folders}: {copy.Files.Count} files.");
        var paths = copy.Files.Select(file => file.Path);
        PrintLines(
            "Scripts for its tables:",
            paths.Where(path => path.StartsWith("migrations/", StringComparison.Ordinal)));
        PrintLines(
            "Packages to add:",
            copy.Packages.Select(package => $"dotnet add package {package.Name} --version {package.Version}"));
        var program = string.Join('\n', SetupSteps.Parse(text).Program);
        PrintLines("At the top of Program.cs:", copy.NamespacesIn(program).Select(name => $"using {name};"));
        Console.WriteLine();
        Console.WriteLine(text);
    }

    static void PrintLines(string title, IEnumerable<string> lines)
    {
        if (lines.Aggregate("", (all, line) => $"{all}{Environment.NewLine}    {line}") is not { Length: > 0 } text)
            return;
        Console.WriteLine();
        Console.WriteLine($"{title}{Environment.NewLine}{text}");
    }

    // Returns the setup text of a handbook chapter. Omits the code block that shows the pattern command, and the
    // sections of refinements (optional subfolders) that the user did not choose.
    static string TextFor(
        Chapter chapter,
        IReadOnlyCollection<string> refinements,
        (string Namespace, string Assembly) project
    ) =>
        SetupSteps
            .Choose(CommandBlock().Replace(ChapterText.Of(chapter).MarkdownOf(ChapterSection.Setup), ""), refinements)
            .Replace(
                $"@addTagHelper *, {SetupSteps.Project}",
                $"@addTagHelper *, {project.Assembly}",
                StringComparison.Ordinal)
            .Replace(SetupSteps.Project, project.Namespace, StringComparison.Ordinal);

    [GeneratedRegex(@"\A```\n.*?\n```\n+", RegexOptions.Singleline)]
    private static partial Regex CommandBlock();

    [GeneratedRegex(@"\W")]
    private static partial Regex NotInNames();
}
