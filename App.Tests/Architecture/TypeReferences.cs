using System.Reflection;
using System.Reflection.Emit;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace App.Tests.Architecture;

/// <summary>
/// Which types of the application use which others, read from what the compiler made of them, pages and partials
/// included.
/// </summary>
static class TypeReferences
{
    const BindingFlags Everything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    static readonly Dictionary<int, OpCode> opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    static readonly Dictionary<Type, string> views = typeof(LibraryApp)
        .Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        .ToDictionary(item => item.Type, item => item.Identifier);

    /// <summary>
    /// Every type a person wrote, with the types it uses; what the compiler adds inside counts for the type around it.
    /// </summary>
    public static ILookup<Type, Type> All { get; } = typeof(LibraryApp).Assembly.GetTypes()
        .SelectMany(type => Used(type).Select(used => (By: Outermost(type), Used: used)))
        .Distinct()
        .ToLookup(pair => pair.By, pair => pair.Used);

    /// <summary>
    /// A storey and room: <c>App</c>, <c>Patterns/Sqlite</c>, <c>Blueprints/Links</c>; null for types that are not
    /// ours.
    /// </summary>
    public static string? PlaceOf(Type type)
    {
        if (type.Assembly != typeof(LibraryApp).Assembly) return null;
        // A folder inside a blueprint's is the blueprint's. A page of a host belongs to the blueprint whose page it
        // replaces.
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

    /// <summary>The folder of pages with which <see cref="DemoApp"/> replaces pages of the library.</summary>
    public const string Host = "Demo";

    public static bool IsView(Type type) => views.ContainsKey(Outermost(type));

    /// <summary>The registered blueprints without a parent, in their order.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        .. Blueprints().Where(blueprint => blueprint.Parent is null)
            .Select(blueprint => $"Blueprints/{blueprint.Blueprint.Folder}").Distinct(),
    ];

    /// <summary>Those of the library, then those of the operators' application.</summary>
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
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? opCodes[0xFE00 | il[at + 1]] : opCodes[il[at]];
            at += code.Size;
            if (
                code.OperandType
                is OperandType.InlineField
                    or OperandType.InlineMethod
                    or OperandType.InlineTok
                    or OperandType.InlineType
            )
                foreach (var type in Behind(Resolve(method, BitConverter.ToInt32(il, at))))
                    yield return type;
            at += SizeOf(code.OperandType, il, at);
        }
    }

    static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    static IEnumerable<Type?> Behind(MemberInfo? member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => method.GetGenericArguments().Append(method.DeclaringType),
        _ => [member?.DeclaringType],
    };

    static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
        _ => 4,
    };
}
