using System.Reflection;
using System.Runtime.CompilerServices;
using static App.Tests.Architecture.AppTypes;

namespace App.Tests.Architecture;

public sealed class StaticStateTests
{
    // The types that a static field may have. The test treats their instances as immutable.
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
}
