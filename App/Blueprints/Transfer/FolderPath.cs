using System.Text;

namespace App.Blueprints.Transfer;

/// <summary>
/// A folder path as one string: names joined by <c>/</c>. A slash inside a name is written as <c>\/</c>, a backslash as
/// <c>\\</c>.
/// </summary>
public static class FolderPath
{
    public static string Join(IEnumerable<string> names) => string.Join('/', names.Select(name =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal)));

    public static IReadOnlyList<string> Split(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.Length == 0) return [];
        List<string> names = [];
        StringBuilder name = new();
        for (var i = 0; i < folder.Length; i++)
        {
            if (folder[i] == '/')
            {
                names.Add(name.ToString());
                name.Clear();
                continue;
            }
            if (folder[i] == '\\' && i + 1 < folder.Length) i++;
            name.Append(folder[i]);
        }
        names.Add(name.ToString());
        return names;
    }
}
