using System.Collections.Immutable;

namespace App.Blueprints.Shelves;

/// <summary>The colours a library may have: a fixed set, so that each of them can be read in light and dark.</summary>
public static class Colours
{
    public const string Default = "green";

    public static readonly ImmutableArray<string> All = [Default, "blue", "purple", "red", "orange", "grey"];
}
