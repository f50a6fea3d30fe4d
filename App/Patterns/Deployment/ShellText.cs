namespace App.Patterns.Deployment;

/// <summary>Quotes text for a POSIX shell.</summary>
/// <remarks>Flask documentation: Deploying with Fabric.</remarks>
public static class ShellText
{
    /// <summary>Returns the text in single quotes. The shell reads it as one word, without any expansion.</summary>
    /// <param name="text">Any text without a NUL character.</param>
    /// <returns>One shell word.</returns>
    /// <exception cref="ArgumentException">The text has a NUL character, which no argument can contain.</exception>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("An argument cannot contain a NUL character.", nameof(text));
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>Returns a command line with every word quoted.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>A command for <c>sh</c>; it contains line breaks only where a word does.</returns>
    public static string Command(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Returns a command line that runs a script with arguments.</summary>
    /// <param name="script">The text of the script. It reads the arguments as <c>$1</c>, <c>$2</c> and so on.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>A command line that any login shell understands, because it only starts <c>sh</c>.</returns>
    public static string Script(string script, params IEnumerable<string> arguments) =>
        Command([.. (string[])["sh", "-c", script, "sh"], .. arguments]);
}
