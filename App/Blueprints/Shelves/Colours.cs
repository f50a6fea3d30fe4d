using System.Collections.Immutable;

namespace App.Blueprints.Shelves;

/// <summary>The colours that a site can have. Each is readable in the light and in the dark theme.</summary>
public static class Colours
{
    public const string Default = "green";

    public static readonly ImmutableArray<string> All = [Default, "blue", "purple", "red", "orange", "grey"];

    /// <summary>Returns the colour as <c>#rrggbb</c> for icons: the accent colour of the light style sheet.</summary>
    public static string HexOf(string colour) => colour switch
    {
        "blue" => "#1b5a9e",
        "purple" => "#6d3aa3",
        "red" => "#a52a3a",
        "orange" => "#8f4700",
        "grey" => "#48535f",
        _ => "#0b6b57",
    };
}
