using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static App.Tests.Architecture.AppTypes;

namespace App.Tests.Architecture;

public sealed partial class NamingTests
{
    static readonly string[] forbidden =
    [
        "Service",
        "Services",
        "Manager",
        "Helper",
        "Helpers",
        "Utils",
        "Util",
        "Common",
        "Core",
        "Base",
        "Repository",
        "Dto",
        "DTO",
        "ViewModel",
    ];

    static readonly string[] patterns =
    [
        "Packages",
        "AppFactories",
        "AppDispatch",
        "UrlProcessors",
        "Packaging",
        "Deployment",
        "Sqlite",
        "SqlMapping",
        "Uploads",
        "Caching",
        "ViewDecorators",
        "Forms",
        "TemplateInheritance",
        "Flashing",
        "Ajax",
        "LazyViews",
        "Documents",
        "Favicon",
        "Streaming",
        "DeferredCallbacks",
        "MethodOverrides",
        "RequestChecksums",
        "BackgroundTasks",
        "Subclassing",
        "SinglePageApp",
    ];

    // Folders in App/Patterns that are not patterns. They contain helpers that several patterns use.
    static readonly string[] support = ["Localization", "QueryStrings", "Http"];

    [Fact]
    public void A_pattern_folder_is_one_of_the_25_patterns_or_a_support_folder() =>
        Assert.Empty(
            Directory
                .GetDirectories(Source.Path("App/Patterns"))
                .Select(System.IO.Path.GetFileName)
                .Except(patterns.Concat(support))
        );

    [Fact]
    public void A_page_has_its_model_in_a_file_of_the_same_name() =>
        Assert.Empty(
            from file in Source.Files("*.cshtml")
            where
                file.Lines[0].StartsWith("@page", StringComparison.Ordinal)
                && !file.Name.Contains($"/{TypeReferences.Host}/", StringComparison.Ordinal)
                && file.Name != "App/Blueprints/Error.cshtml"
                && !System.IO.File.Exists(Source.Path($"{file.Name}.cs"))
            select file.Name
        );

    [Fact]
    public void A_namespace_matches_the_folder_of_its_file() => Assert.Empty(
        from file in Source.Files("*.cs")
        let folder = System.IO.Path.GetDirectoryName(file.Name)!.Replace('/', '.')
        let match = Namespace().Match(file.Text)
        where match.Success && match.Groups["name"].Value != folder
        select $"{file.Name} declares {match.Groups["name"].Value}");

    [Fact]
    public void No_type_or_file_has_a_meaningless_name()
    {
        foreach (
            var name in Types()
                .Select(type => type.Name.Split('`')[0])
                .Concat(
                    Source.Files("*.cs", "*.cshtml").Select(file => System.IO.Path.GetFileName(file.Name).Split('.')[0])
                )
        )
        {
            // "Helper" is allowed in TagHelper, because the framework requires that name.
            var words = Word()
                .Matches(name.Replace("TagHelper", "Tag", StringComparison.Ordinal))
                .Select(match => match.Value);
            Assert.False(
                words.Intersect(forbidden).Any()
                    // Forbids names that end in "ViewModel". PrintViewModel is excepted, because it is the model of the
                    // page PrintView.
                    || (name.EndsWith("ViewModel", StringComparison.Ordinal) && name != "PrintViewModel"),
                $"{name} says nothing"
            );
        }
    }

    [Fact]
    public void Two_types_of_a_blueprint_or_a_pattern_never_share_a_name() => Assert.Empty(
        from type in Types()
        where type.DeclaringType is null
        group type.FullName by $"{TypeReferences.PlaceOf(type)}: {type.Name}" into named
        where named.Count() > 1
        select string.Join(" and ", named));

    [Fact]
    [Trait("Statement", "P01.4")]
    public void Program_only_passes_its_arguments_to_the_command_line() =>
        Assert.Equal(
            "return await App.Commands.CommandLine.Run(args);",
            Source.Files("Program.cs").Single().Text.Trim()
        );

    [Fact]
    public void No_page_has_a_named_handler()
    {
        Assert.Empty(
            from type in Types()
            where type.IsSubclassOf(typeof(PageModel))
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where Handler().IsMatch(method.Name) && !PlainHandler().IsMatch(method.Name)
            select $"{type.FullName}.{method.Name}"
        );
        Assert.Empty(
            Source
                .Files("*.cshtml")
                .Where(file => file.Text.Contains("page-handler", StringComparison.Ordinal))
                .Select(file => file.Name)
        );
    }

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^On(Get|Head|Post|Put|Delete|Patch|Options)")]
    private static partial Regex Handler();

    [GeneratedRegex(@"^On(Get|Head|Post|Put|Delete|Patch|Options)(Async)?$")]
    private static partial Regex PlainHandler();
}
