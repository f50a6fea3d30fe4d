using System.Reflection;
using System.Runtime.Loader;

namespace App.Patterns.LazyViews;

/// <summary>The name of a view (a handler method) that is loaded later.</summary>
/// <remarks>
/// Either <c>Namespace.Type.Method</c>, or <c>Namespace.Type</c> for a type with a method <c>Invoke</c> or
/// <c>InvokeAsync</c>. If the view is in another assembly, a comma and the name of the assembly follow. Flask
/// documentation: Lazily Loading Views.
/// </remarks>
public sealed record LazyViewName
{
    LazyViewName(string module, string name, string? assembly) => (Module, Name, Assembly) = (module, name, assembly);

    /// <summary>The part of the dotted name before its last dot, such as <c>App.Export</c>.</summary>
    public string Module { get; }

    /// <summary>The part of the dotted name after its last dot, such as <c>Start</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the assembly; null for the application's own.</summary>
    public string? Assembly { get; }

    /// <summary>Parses a dotted name without loading anything.</summary>
    /// <param name="text">The dotted name, such as <c>App.Export.Start</c> or <c>App.Export.Start, Plugins</c>.</param>
    /// <returns>The parsed name.</returns>
    /// <exception cref="ArgumentException">The name has no dot or an empty part.</exception>
    public static LazyViewName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        var dot = parts[0].LastIndexOf('.');
        if (dot < 1 || parts[0].Split('.').Any(string.IsNullOrWhiteSpace) || parts is [_, ""])
            throw new ArgumentException(
                $"'{text}' does not name a view. "
                    + "Write Namespace.Type.Method, optionally followed by a comma and the assembly.",
                nameof(text)
            );
        return new(parts[0][..dot], parts[0][(dot + 1)..], parts.ElementAtOrDefault(1));
    }

    /// <summary>
    /// Finds the method with this name. Searches <paramref name="own"/> when the name contains no assembly; otherwise
    /// loads that assembly from its file in <paramref name="folder"/>. Throws the runtime's exception when the file is
    /// missing or broken.
    /// </summary>
    /// <exception cref="LazyViewException">There is no such type or method, or there are several.</exception>
    internal MethodInfo Load(Assembly own, string folder)
    {
        var assembly = Assembly is null ? own : Loaded(own, Assembly, folder);
        if (assembly.GetType(Module) is { } type && Methods(type, Name) is [_, ..] methods)
            return Only(methods);
        if (
            assembly.GetType($"{Module}.{Name}") is { } view
            && Methods(view, "Invoke", "InvokeAsync") is [_, ..] invoke
        )
            return Only(invoke);
        throw new LazyViewException(
            assembly.GetType(Module) is null && assembly.GetType($"{Module}.{Name}") is null
                ? $"{assembly.GetName().Name} has no type {Module}."
                : $"{Module} has no public method {Name}."
        );
    }

    /// <summary>Returns the name in the form that <see cref="Parse"/> reads.</summary>
    /// <returns>The dotted name, with the assembly when there is one.</returns>
    public override string ToString() => $"{Module}.{Name}{(Assembly is null ? "" : $", {Assembly}")}";

    // Loads an assembly by the path of its file, not by its name. When a lookup by name fails, the runtime remembers
    // the failure until the process ends, so a file that is added later would not be found.
    static Assembly Loaded(Assembly own, string name, string folder)
    {
        var context = AssemblyLoadContext.GetLoadContext(own) ?? AssemblyLoadContext.Default;
        return context.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name)
            ?? context.LoadFromAssemblyPath(Path.GetFullPath(Path.Combine(folder, $"{name}.dll")));
    }

    static MethodInfo[] Methods(Type type, params string[] names) =>
        [
            .. type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
                .Where(method => names.Contains(method.Name)),
        ];

    MethodInfo Only(MethodInfo[] methods) =>
        methods.Length == 1 ? methods[0] : throw new LazyViewException($"{this} matches {methods.Length} methods.");
}

/// <summary>A view cannot be loaded by its name.</summary>
/// <param name="message">The reason.</param>
public sealed class LazyViewException(string message) : Exception(message);
