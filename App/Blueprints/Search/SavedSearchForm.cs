using System.Text;
using App.Patterns.Forms;
using Microsoft.AspNetCore.Http.Extensions;

namespace App.Blueprints.Search;

/// <summary>What a person fills in about a saved search; all but the name stands in the address of a list too.</summary>
public sealed class SavedSearchForm
{
    [DataRequired, TextLength(1, SavedSearch.MaxName)]
    public string Name { get; set => field = value ?? ""; } = "";

    [TextLength(0, 2000)]
    public string Q { get; set => field = value ?? ""; } = "";

    [TextLength(0, 100)]
    public string Tag { get; set => field = value ?? ""; } = "";

    [TextLength(0, 253)]
    public string Site { get; set => field = value ?? ""; } = "";

    [TextLength(0, 20)]
    public string Is { get; set => field = value ?? ""; } = "";

    [TextLength(0, 60)]
    public string Sort { get; set => field = value ?? ""; } = "";

    /// <summary>One line; may be empty although something was typed.</summary>
    public string CleanName => Line(Name);

    public bool AsksNothing => Line(Q + Tag + Site + Is).Length == 0;

    public static SavedSearchForm Of(string name, IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new()
        {
            Name = name,
            Q = Line(query["q"].ToString()),
            Tag = Line(query["tag"].ToString()),
            Site = Line(query["site"].ToString()),
            Is = Line(query["is"].ToString()),
            Sort = Line(query["sort"].ToString()),
        };
    }

    public string ToQuery()
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Q), ("tag", Tag), ("site", Site), ("is", Is), ("sort", Sort) })
            if (Line(value) is { Length: > 0 } line) query.Add(name, line);
        return query.ToString().TrimStart('?');
    }

    static string Line(string typed)
    {
        var line = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes()) line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return string.Join(' ', line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
