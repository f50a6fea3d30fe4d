using System.CommandLine;
using System.Globalization;
using App.Patterns.LazyViews;

namespace App.Commands;

/// <summary>
/// <c>check</c>: verifies that every request handler that the URL map names by a string exists and can be loaded.
/// </summary>
public static class CheckCommand
{
    public static Command Make()
    {
        var command = new Command(
            "check",
            "Loads every view in the URL map and lists the views that cannot be loaded."
        );
        command.SetAction(Run);
        return command;
    }

    /// <summary>
    /// Writes a line for each existing view. Throws <see cref="CommandFailedException"/> with a line for each missing
    /// one.
    /// </summary>
    public static async Task Check(LazyViewStates views, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(output);
        var bad = await views.Verify();
        foreach (var view in views.All.Where(view => view.IsLoaded))
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{view.Name,-24} {view.Milliseconds,6:0.0} ms  {string.Join(", ", view.Rules)}"
                )
            );
        if (bad.Count > 0)
            throw new CommandFailedException(string.Join(Environment.NewLine, bad));
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        await using var app = SettingOptions.Build(parsed, SettingOptions.Read(parsed));
        await Check(app.Services.GetRequiredService<LazyViewStates>(), Console.Out);
        return ExitCode.Done;
    }
}
