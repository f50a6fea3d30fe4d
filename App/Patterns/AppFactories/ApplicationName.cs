using System.Reflection;
using System.Text.RegularExpressions;

namespace App.Patterns.AppFactories;

/// <summary>
/// The name of an application with its settings, as in a command line: <c>LibraryApp</c> or
/// <c>LibraryApp(SignUp=closed, Urls="a,b")</c>.
/// </summary>
/// <param name="Name">The class name. The suffix "App" may be left out.</param>
/// <param name="Settings">The values of the settings by name, as text without quotes.</param>
/// <remarks>Flask documentation: Application Factories, Using Applications.</remarks>
public sealed partial record ApplicationName(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Parses a name with optional settings.</summary>
    /// <param name="text">The text of the command line.</param>
    /// <returns>The name and its settings.</returns>
    /// <exception cref="ApplicationNameException">The text is invalid, or a setting occurs twice.</exception>
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

    /// <summary>Creates the application that a name refers to.</summary>
    /// <typeparam name="TSettings">The type of the settings.</typeparam>
    /// <param name="assembly">The assembly that contains the application.</param>
    /// <param name="application">
    /// The name of the application class, in any case. Settings after the class name are ignored.
    /// </param>
    /// <param name="settings">The settings for the constructor.</param>
    /// <returns>The application, which is not built yet.</returns>
    /// <exception cref="ApplicationNameException">
    /// No such application exists, it is not served, or it has no constructor for the settings.
    /// </exception>
    /// <remarks>Exceptions of the constructor are rethrown unwrapped.</remarks>
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
            ?? throw new ApplicationNameException($"'{type.Name}' cannot be created from settings alone.");
        return (Application<TSettings>)
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [settings], culture: null);
    }

    // Finds the class of an application. It searches the namespace of the settings first, because GetTypes is slow: it
    // loads all types of the assembly and the libraries of their base classes.
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
            (?: \( \s* (?: (?<key>\w+) \s*=\s* (?<value>"[^"]*"|'[^']*'|[^,()"']*) \s*
                (?: ,\s* (?=\w) | (?=\)) ) )* \) \s* )? $
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Whole();
}

/// <summary>Thrown when an application name is invalid or names no application that can be served.</summary>
/// <param name="message">One line for the user who entered the name.</param>
public sealed class ApplicationNameException(string message) : Exception(message);
