using System.Reflection;
using System.Text.RegularExpressions;

namespace App.Patterns.AppFactories;

/// <summary>
/// An application as a runner is told it: <c>LibraryApp</c>, or with literal settings <c>LibraryApp(SignUp=closed,
/// Urls="a,b")</c>. Flask: Application Factories, Using Applications.
/// </summary>
public sealed partial record ApplicationName(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Throws <see cref="ApplicationNameException"/> for anything else than a name with settings.</summary>
    public static ApplicationName Parse(string text)
    {
        var whole = Whole().Match(text);
        if (!whole.Success) throw Unreadable(text);
        Dictionary<string, string> settings = [];
        foreach (var (key, value) in whole.Groups["key"].Captures.Zip(whole.Groups["value"].Captures))
            if (
                !settings.TryAdd(
                    key.Value,
                    value.Value.Trim() is ['"' or '\'', .. var quoted, _] ? quoted : value.Value.Trim()
                )
            )
                throw new ApplicationNameException($"'{text}' gives {key.Value} twice.");
        return new(whole.Groups["name"].Value, settings);
    }

    /// <summary>
    /// Makes the application of this name in <paramref name="assembly"/>; the word "App" at its end may be left out.
    /// Throws
    /// <see cref="ApplicationNameException"/> when there is none; what the application itself throws comes through as
    /// it is.
    /// </summary>
    public static Application<TSettings> Make<TSettings>(
        Assembly assembly,
        ApplicationName application,
        TSettings settings
    )
        where TSettings : class
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(application);
        var type = Named<TSettings>(assembly, application.Name)
            ?? Named<TSettings>(assembly, application.Name + "App")
            ?? throw new ApplicationNameException(
                $"There is no application '{application.Name}'. There is {Known<TSettings>(assembly)}."
            );
        if (!IsApplication<TSettings>(type))
            throw new ApplicationNameException(
                $"'{type.Name}' is not an application of these settings. There is {Known<TSettings>(assembly)}."
            );
        if (type.GetCustomAttribute<NotServedAttribute>() is { } mark)
            throw new ApplicationNameException(
                $"'{type.Name}' cannot be served: {mark.Reason} There is {Known<TSettings>(assembly)}.");
        var constructor = type.GetConstructor([typeof(TSettings)])
            ?? throw new ApplicationNameException($"'{type.Name}' cannot be made from settings alone.");
        return (Application<TSettings>)
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [settings], culture: null);
    }

    // Beside the settings first: looking through all types loads every one, and the libraries of their base classes.
    static Type? Named<TSettings>(Assembly assembly, string name) where TSettings : class =>
        assembly.GetType($"{typeof(TSettings).Namespace}.{name}", throwOnError: false, ignoreCase: true) is { } near
            && IsApplication<TSettings>(near)
            ? near
            : assembly.GetTypes()
                .Where(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase))
                .MaxBy(IsApplication<TSettings>);

    static bool IsApplication<TSettings>(Type type)
        where TSettings : class => !type.IsAbstract && type.IsAssignableTo(typeof(Application<TSettings>));

    static string Known<TSettings>(Assembly assembly) where TSettings : class =>
        string.Join(", ", assembly.GetTypes().Where(IsServed<TSettings>).Select(type => type.Name).Order());

    static bool IsServed<TSettings>(Type type) where TSettings : class =>
        IsApplication<TSettings>(type) && !type.IsDefined(typeof(NotServedAttribute), inherit: false)
            && type.GetConstructor([typeof(TSettings)]) is not null;

    static ApplicationNameException Unreadable(string text) =>
        new($"'{text}' cannot be read. Write a name, or a name with settings: LibraryApp(SignUp=closed).");

    [GeneratedRegex(
        """
            ^\s* (?<name>[A-Za-z_]\w*) \s*
            (?: \( \s* (?: (?<key>\w+) \s*=\s* (?<value>"[^"]*"|'[^']*'|[^,()"']*) \s* (?: ,\s* (?=\w) | (?=\)) ) )* \) \s* )? $
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();
}

/// <summary>
/// The runner was told an application that cannot be found or read. The message is one line for the person who named
/// it.
/// </summary>
public sealed class ApplicationNameException(string message) : Exception(message);
