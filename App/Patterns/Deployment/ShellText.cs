namespace App.Patterns.Deployment;

/// <summary>Quotes text for a POSIX shell.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Creating the first Fabfile (<c>run</c>).</remarks>
public static class ShellText
{
    /// <summary>Puts a text into single quotes, so that the shell reads it as one word and expands nothing.</summary>
    /// <param name="text">Any text without a NUL character.</param>
    /// <returns>One shell word.</returns>
    /// <exception cref="ArgumentException">The text contains a NUL character.</exception>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("An argument cannot contain a NUL character.", nameof(text));
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>Returns a command line with every word quoted.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>A command line for <c>sh</c>. It contains a line break only when a word does.</returns>
    /// <exception cref="ArgumentException">A word contains a NUL character.</exception>
    public static string Command(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Returns a command line that runs a script with arguments.</summary>
    /// <param name="script">The text of the script. It reads the arguments as <c>$1</c>, <c>$2</c> and so on.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>A command line that starts <c>sh</c>. Any login shell of a host can run it.</returns>
    /// <exception cref="ArgumentException">The script or an argument contains a NUL character.</exception>
    public static string Script(string script, params IEnumerable<string> arguments) =>
        Command([.. (string[])["sh", "-c", script, "sh"], .. arguments]);
}
