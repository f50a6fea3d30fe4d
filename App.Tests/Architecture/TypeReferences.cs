using System.Reflection;
using System.Reflection.Emit;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace App.Tests.Architecture;

/// <summary>
/// Finds the types that each type of the compiled application uses, including compiled pages and partials.
/// </summary>
static class TypeReferences
{
    const BindingFlags Everything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> views = typeof(LibraryApp)
        .Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        .ToDictionary(item => item.Type, item => item.Identifier);

    /// <summary>
    /// Maps every type in the source to the types it uses. A compiler-generated type counts as its outermost type.
    /// </summary>
    public static ILookup<Type, Type> All { get; } = typeof(LibraryApp).Assembly.GetTypes()
        .SelectMany(type => Used(type).Select(used => (By: Outermost(type), Used: used)))
        .Distinct()
        .ToLookup(pair => pair.By, pair => pair.Used);

    /// <summary>
    /// The layer and folder of a type: <c>App</c>, <c>Patterns/Sqlite</c>, <c>Blueprints/Links</c>; null for a type of
    /// another assembly.
    /// </summary>
    public static string? PlaceOf(Type type)
    {
        if (type.Assembly != typeof(LibraryApp).Assembly) return null;
        // A compiled page or partial: uses at most the first two folders of its path, because a subfolder belongs to
        // its blueprint. Removes the folder Demo, because a page in that folder replaces a page of the blueprint.
        if (views.TryGetValue(Outermost(type), out var view))
            return string.Join(
                '/',
                view.Replace($"/{Host}/", "/", StringComparison.Ordinal).Trim('/').Split('/')[..^1].Take(2)
            );
        return Outermost(type).Namespace?.Split('.') switch
        {
            ["App", "Patterns", var room, ..] => $"Patterns/{room}",
            ["App", "Blueprints", var room, ..] => $"Blueprints/{room}",
            ["App", "Blueprints"] => "Blueprints",
            ["App", ..] => "App",
            _ => null,
        };
    }

    /// <summary>
    /// The names of the folders that contain a type, from the outermost: <c>Blueprints</c>, <c>Transfer</c>,
    /// <c>Imports</c>; empty for a type of another assembly.
    /// </summary>
    public static IReadOnlyList<string> FoldersOf(Type type) =>
        type.Assembly != typeof(LibraryApp).Assembly ? []
        : views.TryGetValue(Outermost(type), out var view) ? view.Trim('/').Split('/')[..^1]
        : Outermost(type).Namespace?.Split('.')[1..] ?? [];

    /// <summary>
    /// The name of the folder with the pages of the host application <see cref="DemoApp"/>. They replace pages of the
    /// library.
    /// </summary>
    public const string Host = "Demo";

    public static bool IsView(Type type) => views.ContainsKey(Outermost(type));

    /// <summary>
    /// The folders of the blueprints (modules) that are not nested in another blueprint, in registration order.
    /// </summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        .. Blueprints().Where(blueprint => blueprint.Parent is null)
            .Select(blueprint => $"Blueprints/{blueprint.Blueprint.Folder}").Distinct(),
    ];

    /// <summary>Returns the blueprints of the library, followed by those of the backend.</summary>
    public static IReadOnlyList<RegisteredBlueprint> Blueprints()
    {
        var settings = new AppSettings { DataDirectory = Path.GetTempPath() };
        using var library = LibraryApp.Create(settings);
        using var backend = BackendApp.Create(settings, library.Services);
        return
        [
            .. library.Services.GetRequiredService<IReadOnlyList<RegisteredBlueprint>>(),
            .. backend.Services.GetRequiredService<IReadOnlyList<RegisteredBlueprint>>(),
        ];
    }

    /// <summary>
    /// Returns everything that <paramref name="from"/> references, directly or through other references.
    /// </summary>
    public static HashSet<T> Reached<T>(ILookup<T, T> references, T from)
    {
        HashSet<T> reached = [];
        Queue<T> next = new(references[from]);
        while (next.TryDequeue(out var one))
            if (reached.Add(one))
                foreach (var further in references[one])
                    next.Enqueue(further);
        return reached;
    }

    static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    static IEnumerable<Type> Used(Type type)
    {
        List<Type?> used = [type.BaseType, .. type.GetInterfaces()];
        used.AddRange(type.GetFields(Everything).Select(field => field.FieldType));
        used.AddRange(
            type.GetCustomAttributesData()
                .Concat(type.GetMembers(Everything).SelectMany(member => member.GetCustomAttributesData()))
                .SelectMany(attribute =>
                    attribute
                        .ConstructorArguments.Select(argument => argument.Value as Type)
                        .Append(attribute.AttributeType)
                )
        );
        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            used.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
            used.Add((method as MethodInfo)?.ReturnType);
            used.AddRange(InBody(method));
        }
        return used.OfType<Type>()
            .SelectMany(Parts)
            .Select(Outermost)
            .Where(part => part != Outermost(type))
            .Distinct();
    }

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    static IEnumerable<Type?> InBody(MethodBase method)
    {
        foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) yield return local.LocalType;
        foreach (var (code, token) in Il.Of(method))
            if (
                code.OperandType
                is OperandType.InlineField
                    or OperandType.InlineMethod
                    or OperandType.InlineTok
                    or OperandType.InlineType
            )
                foreach (var type in Behind(Il.Member(method, token)))
                    yield return type;
    }

    static IEnumerable<Type?> Behind(MemberInfo? member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => method.GetGenericArguments().Append(method.DeclaringType),
        _ => [member?.DeclaringType],
    };
}
