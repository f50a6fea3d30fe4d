using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Architecture;

namespace App.Tests.Blueprints.Handbook.Sources;

public sealed class PatternSourceTests
{
    public static TheoryData<string> Folders =>
        [.. Chapters.All.Select(chapter => chapter.Folder).Where(folder => PatternSource.FilesOf(folder).Any())];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_listed_as_user_of_a_pattern_refers_to_its_types(string folder)
    {
        var types = typeof(LibraryApp).Assembly.GetTypes();
        foreach (
            var use in PatternSource.Of(folder).Uses.Where(use => use.Name.EndsWith(".cs", StringComparison.Ordinal))
        )
        {
            var place = Path.GetDirectoryName(use.Path)!.Replace('/', '.');
            var text = File.ReadAllText(Source.Path(use.Path));
            var inFile = types.Where(type =>
                type.Namespace == place && text.Contains(type.Name.Split('`')[0], StringComparison.Ordinal)
            );
            Assert.True(
                inFile
                    .SelectMany(type => TypeReferences.All[type])
                    .Any(type => IsIn(type, folder)) || NamesConstants(use, folder),
                $"{use.Path} is said to use {folder}"
            );
        }
    }

    static bool IsIn(Type type, string folder) =>
        $"{type.Namespace}.".StartsWith($"App.Patterns.{folder}.", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_essential_part_of_a_pattern_is_small_and_requires_none_of_its_refinements(string folder)
    {
        Assert.InRange(PatternSource.Of(folder).Files.Count, 1, MaxFiles(folder));
        Assert.DoesNotContain(
            Closure(folder), part => part.StartsWith($"{folder}/", StringComparison.Ordinal));
        var types = typeof(LibraryApp).Assembly.GetTypes();
        Assert.Empty(
            from user in types
            where user.Namespace == $"App.Patterns.{folder}"
            from used in TypeReferences.All[user]
            where used.Namespace?.StartsWith($"App.Patterns.{folder}.", StringComparison.Ordinal) == true
            select $"{user.Name} uses {used.Name}");
    }

    static int MaxFiles(string folder) => folder switch
    {
        "BackgroundTasks" => 8,
        "Caching" => 5,
        "Deployment" => 12,
        _ => 11,
    };

    static List<string> Closure(string part)
    {
        List<string> parts = [part];
        for (var i = 0; i < parts.Count; i++) parts.AddRange(PatternSource.RequiredBy(parts[i]).Except(parts));
        return parts;
    }

    // Searches the source for uses of the pattern's constants. The compiler inlines constants, so compiled code does
    // not reference the types that declare them.
    static bool NamesConstants(PatternUse use, string folder) =>
        typeof(LibraryApp)
            .Assembly.GetTypes()
            .Where(type => IsIn(type, folder) && type.GetFields().Any(field => field.IsLiteral))
            .Any(type =>
                use.Lines.Any(line =>
                    SourceFiles.Find(use.Path)!.Lines[line - 1].Contains($"{type.Name}.", StringComparison.Ordinal)
                )
            );

    [Fact]
    public void Users_of_a_pattern_are_found_by_types_methods_and_tags()
    {
        var uses = PatternSource.Of("Flashing").Uses;
        Assert.Contains(uses, use => use.Path == "App/Blueprints/Links/New.cshtml.cs");
        Assert.Contains(uses, use => use.Path == "App/Blueprints/Shared/_Layout.cshtml");
        Assert.Contains(uses, use => use.Path == "App/LibraryApp.cs");
        Assert.DoesNotContain(uses, use => use.Path.StartsWith("App/Patterns/", StringComparison.Ordinal));
        foreach (var use in uses)
            Assert.All(use.Lines, line => Assert.True(line <= SourceFiles.Find(use.Path)!.Lines.Count));
    }

    [Fact]
    public void Required_patterns_are_read_from_the_source_files()
    {
        Assert.Equal(["Http", "SqlMapping", "Sqlite", "Sqlite/Errors"], PatternSource.RequiredBy("Flashing"));
        Assert.Empty(PatternSource.RequiredBy("TemplateInheritance"));
        Assert.Equal(["Caching"], PatternSource.RequiredBy("Caching/Pages"));
        Assert.Contains("Caching/Pages", PatternSource.RequiredBy("ViewDecorators"));
        Assert.Equal("FlashingSetup.cs", PatternSource.Of("Flashing").Files[^1].Name);
    }
}
