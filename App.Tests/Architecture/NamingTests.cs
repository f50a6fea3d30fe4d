using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using App.Tests.Blueprints.Transfer.Imports;
using Microsoft.AspNetCore.Mvc.RazorPages;

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

    // Folders of helpers that several patterns use.
    static readonly string[] support = ["Localization", "QueryStrings", "Http"];

    // Types that are immutable.
    static readonly HashSet<string> unchanging =
    [
        "System.String",
        "System.TimeSpan",
        "System.DateTimeOffset",
        "System.Type",
        "System.Text.RegularExpressions.Regex",
        "System.Text.Encoding",
        "System.Text.Json.JsonSerializerOptions",
        "System.Text.CompositeFormat",
        "System.StringComparer",
        "System.Version",
        "System.Net.IPNetwork",
        "System.Buffers.SearchValues`1",
        "System.Collections.Immutable.ImmutableArray`1",
        "System.Collections.Frozen.FrozenSet`1",
        "Markdig.MarkdownPipeline",
        "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Collections.Generic.IReadOnlySet`1",
        "System.ReadOnlyMemory`1",
        "System.Reflection.ConstructorInfo",
        "System.Reflection.MethodInfo",
        "System.Diagnostics.ActivitySource",
        "System.Func`1",
        "System.Func`2",
        "System.CommandLine.Option`1",
        "System.CommandLine.Argument`1",
        "System.Globalization.CultureInfo",
        "System.Reflection.Assembly",
        "Microsoft.Net.Http.Headers.MediaTypeHeaderValue",
        "Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider",
    ];

    [Fact]
    public void A_file_has_a_limited_number_of_lines() =>
        Assert.Empty(
            from file in Source.Files("*.cs", "*.cshtml")
            let limit = file.Name.EndsWith(".cshtml", StringComparison.Ordinal) ? 100 : 300
            let lines = file.Lines.Count(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            where lines > limit
            select $"{file.Name} has {lines} lines without comments; divide it by noun"
        );

    [Fact]
    public void A_pattern_folder_is_one_of_the_25_patterns_or_a_support_folder() =>
        Assert.Empty(
            Directory
                .GetDirectories(Source.Path("App/Patterns"))
                .Select(System.IO.Path.GetFileName)
                .Except(patterns.Concat(support))
        );

    [Fact]
    public void A_folder_holds_at_most_35_files() => Assert.Empty(
        from file in Source.Files("*.cs", "*.cshtml")
        group file by System.IO.Path.GetDirectoryName(file.Name) into folder
        where folder.Count() > 35
        select $"{folder.Key} has {folder.Count()} files; divide it by noun");

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
                    // PrintViewModel is the model of the page PrintView.
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
    [Trait("Statement", "P02.4")]
    public void No_static_state_is_mutable() =>
        Assert.Empty(
            from type in Types()
            from field in type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            )
            where
                !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)) && !field.Name.StartsWith('<')
                    ? !field.IsInitOnly || !Unchanging(field.FieldType)
                    : !field.IsLiteral
                        && field.Name.EndsWith("k__BackingField", StringComparison.Ordinal)
                        && (!field.IsInitOnly || !Unchanging(field.FieldType))
            select $"{type.FullName}.{field.Name} is a static {field.FieldType}"
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

    static IEnumerable<Type> Types() =>
        typeof(LibraryApp)
            .Assembly.GetTypes()
            .Where(type =>
                type.Namespace?.StartsWith("App", StringComparison.Ordinal) == true
                && !type.Name.Contains('<', StringComparison.Ordinal)
                && !TypeReferences.IsView(type)
                && !type.IsDefined(typeof(CompilerGeneratedAttribute))
                && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
            );

    static bool Unchanging(Type type) =>
        type.IsPrimitive || type.IsEnum || (type.IsArray && Unchanging(type.GetElementType()!))
        || unchanging.Contains(type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName!)
        || type.FullName!.StartsWith("System.Collections.Frozen.", StringComparison.Ordinal)
        || type.IsSubclassOf(typeof(System.Text.Json.Serialization.JsonSerializerContext))
        || type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal)
        || typeof(Delegate).IsAssignableFrom(type)
        || (
            type.Assembly == typeof(LibraryApp).Assembly
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .All(field => field.IsInitOnly)
        );

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^On(Get|Head|Post|Put|Delete|Patch|Options)")]
    private static partial Regex Handler();

    [GeneratedRegex(@"^On(Get|Head|Post|Put|Delete|Patch|Options)(Async)?$")]
    private static partial Regex PlainHandler();
}
