namespace App.Patterns.Packages;

/// <summary>
/// A blueprint as registered in an application. Each endpoint of the blueprint has this object in its metadata. Flask
/// documentation: Working with Blueprints.
/// </summary>
public sealed class RegisteredBlueprint
{
    RegisteredBlueprint(Blueprint blueprint, RegisteredBlueprint? parent, BlueprintHooks application)
    {
        (Blueprint, Parent) = (blueprint, parent);
        Name = parent is null ? blueprint.Name : $"{parent.Name}.{blueprint.Name}";
        Prefix = Join(parent?.Prefix ?? "", blueprint.Prefix);
        Host = (blueprint.Host, parent?.Host) is ({ } own, { } above)
            ? $"{own}.{above}"
            : blueprint.Host ?? parent?.Host;
        var hooks = new BlueprintHooks();
        blueprint.Hook(hooks);
        Scopes = [.. parent?.Scopes ?? [application], hooks];
    }

    /// <summary>The registered blueprint.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The registration of the parent blueprint; null when there is no parent.</summary>
    public RegisteredBlueprint? Parent { get; }

    /// <summary>The full name: the names of the parents and of this blueprint, separated by dots.</summary>
    public string Name { get; }

    /// <summary>The full path prefix: the prefixes of the parents and of this blueprint.</summary>
    public string Prefix { get; }

    /// <summary>The full host name that serves the blueprint; null for every host.</summary>
    public string? Host { get; }

    /// <summary>
    /// The hooks that run around the views of the blueprint, from the hooks of the application to those of this
    /// blueprint.
    /// </summary>
    internal IReadOnlyList<BlueprintHooks> Scopes { get; }

    /// <summary>Joins a prefix and a path with exactly one slash between them.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="address">The path; with an empty path the result is the prefix.</param>
    /// <returns>The joined path.</returns>
    public static string Join(string prefix, string address)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(address);
        return address.Length == 0 ? prefix : $"{prefix.TrimEnd('/')}/{address.TrimStart('/')}";
    }

    internal static IReadOnlyList<RegisteredBlueprint> All(
        IReadOnlyList<Blueprint> blueprints,
        BlueprintHooks application
    )
    {
        List<RegisteredBlueprint> all = [];
        foreach (var blueprint in blueprints) Add(all, blueprint, parent: null, application);
        return all;
    }

    static void Add(
        List<RegisteredBlueprint> all,
        Blueprint blueprint,
        RegisteredBlueprint? parent,
        BlueprintHooks application
    )
    {
        if (blueprint.Name.Length == 0 || blueprint.Name.Contains('.', StringComparison.Ordinal))
            throw new InvalidOperationException(
                $"'{blueprint.Name}' cannot be the name of {blueprint.GetType()}: names are not empty and have no dots."
            );
        var registered = new RegisteredBlueprint(blueprint, parent, application);
        if (all.Find(other => other.Name == registered.Name) is { } same)
            throw new InvalidOperationException(
                $"{same.Blueprint.GetType()} and {blueprint.GetType()} are both named '{registered.Name}'. "
                    + "Rename one of them."
            );
        all.Add(registered);
        foreach (var child in blueprint.Children) Add(all, child, registered, application);
    }
}
