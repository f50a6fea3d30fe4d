namespace App.Patterns.Packages;

/// <summary>A blueprint at its place in an application; endpoint metadata of all that belongs to it.</summary>
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

    public Blueprint Blueprint { get; }

    public RegisteredBlueprint? Parent { get; }

    /// <summary>With the names of its parents before it, dots between.</summary>
    public string Name { get; }

    public string Prefix { get; }

    public string? Host { get; }

    /// <summary>The hooks around its views, the application's first, its own last.</summary>
    internal IReadOnlyList<BlueprintHooks> Scopes { get; }

    /// <summary>Puts an address below a prefix; slashes at the seam become one.</summary>
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
                $"'{blueprint.Name}' cannot be the name of {blueprint.GetType()}: a name is not empty and has no dots."
            );
        var registered = new RegisteredBlueprint(blueprint, parent, application);
        if (all.Find(other => other.Name == registered.Name) is { } same)
            throw new InvalidOperationException(
                $"{same.Blueprint.GetType()} and {blueprint.GetType()} are both named '{registered.Name}'. Give one another name."
            );
        all.Add(registered);
        foreach (var child in blueprint.Children) Add(all, child, registered, application);
    }
}
