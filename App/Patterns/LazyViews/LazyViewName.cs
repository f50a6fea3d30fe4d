using System.Reflection;
using System.Runtime.Loader;

namespace App.Patterns.LazyViews;

/// <summary>
/// What a view is called before it is there: <c>Namespace.Type.Method</c>, or <c>Namespace.Type</c> for a type with
/// <c>Invoke</c> or
/// <c>InvokeAsync</c>, with the assembly behind a comma where it is not the application's own.
/// </summary>
public sealed record LazyViewName
{
    LazyViewName(string module, string name, string? assembly) => (Module, Name, Assembly) = (module, name, assembly);

    /// <summary>Everything before the last dot.</summary>
    public string Module { get; }

    /// <summary>The last part.</summary>
    public string Name { get; }

    public string? Assembly { get; }

    /// <summary>
    /// Reads a dotted name and loads nothing. Throws <see cref="ArgumentException"/> when it has no dot or an empty
    /// part.
    /// </summary>
    public static LazyViewName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        var dot = parts[0].LastIndexOf('.');
        if (dot < 1 || parts[0].Split('.').Any(string.IsNullOrWhiteSpace) || parts is [_, ""])
            throw new ArgumentException(
                $"'{text}' does not name a view. Write Namespace.Type.Method, and the assembly behind a comma if need be.",
                nameof(text)
            );
        return new(parts[0][..dot], parts[0][(dot + 1)..], parts.ElementAtOrDefault(1));
    }

    /// <summary>
    /// Loads what is named: from <paramref name="own"/>, or from a file of <paramref name="folder"/>. Throws <see
    /// cref="LazyViewException"/> when it is not there, and what the runtime throws when the file is missing or broken.
    /// </summary>
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

    public override string ToString() => $"{Module}.{Name}{(Assembly is null ? "" : $", {Assembly}")}";

    // By its path: the runtime remembers for ever that it has found no assembly of a name.
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
        methods.Length == 1 ? methods[0] : throw new LazyViewException($"{this} stands for {methods.Length} methods.");
}

/// <summary>A view cannot be loaded as it is named; the message says why.</summary>
public sealed class LazyViewException(string message) : Exception(message);
