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
        if (PatternCopy.Of(chapter.Folder, NamespaceOf(project)) is not { } copy)
        {
            Console.WriteLine($"{chapter.Name} has no folder of its own: it is the shape of the application. Its chapter says what to look at.");
            return ExitCode.Done;
        }
        Refuse(copy.Files.Where(file => Differs(Path.Combine(folder, file.Path), file.Text)).Select(file => file.Path).ToList());
        foreach (var file in copy.Files) Write(Path.Combine(folder, file.Path), file.Text);
        Say(chapter, copy);
        return ExitCode.Done;
    }

    static string ProjectIn(string folder)
    {
        if (!Directory.Exists(folder)) throw new CommandFailedException($"There is no folder {folder}.");
        return Directory.GetFiles(folder, "*.csproj") is [var project, ..] ? project : throw new CommandFailedException($"There is no project (*.csproj) in {folder}.");
    }

    static string NamespaceOf(string project)
    {
        try
        {
            return XDocument.Load(project).Descendants("RootNamespace").FirstOrDefault()?.Value is { Length: > 0 } said
                ? said
                : NotInNames().Replace(Path.GetFileNameWithoutExtension(project), "_");
        }
        catch (XmlException error)
        {
            throw new CommandFailedException($"{project} cannot be read: {error.Message}");
        }
    }

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

    static void Say(Chapter chapter, PatternCopy copy)
    {
        Console.WriteLine($"Added {string.Join(", ", copy.Folders.Select(folder => $"Patterns/{folder}"))}: {copy.Files.Count} files.");
        if (copy.Packages.Count > 0) Console.WriteLine($"Packages it needs: {string.Join(", ", copy.Packages)}.");
        Console.WriteLine();
        Console.WriteLine(ChapterText.Of(chapter).MarkdownOf(ChapterSection.Taking));
    }

    [GeneratedRegex(@"\W")]
    private static partial Regex NotInNames();
}
