using System.Text.RegularExpressions;
using App.Blueprints.Handbook.Sources;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>
/// The number of files, lines and distinct words in this program's source. Used as an example of slow work.
/// </summary>
public sealed partial record CountedSource(int Files, int Lines, int Words, DateTimeOffset CountedAt)
{
    public static CountedSource Count(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var (files, lines) = (0, 0);
        HashSet<string> words = new(StringComparer.Ordinal);
        var seen = words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var file in SourceFiles.Below("App"))
        {
            files++;
            lines += file.Lines.Count;
            foreach (var word in Word().EnumerateMatches(file.Text))
                seen.Add(file.Text.AsSpan(word.Index, word.Length));
        }
        return new(files, lines, words.Count, time.GetUtcNow());
    }

    [GeneratedRegex(@"\p{L}\w+")]
    private static partial Regex Word();
}
