using System.Text;
using App.Blueprints.Shared;
using App.Patterns.Forms;
using App.Patterns.QueryStrings;

namespace App.Blueprints.Search;

/// <summary>The form of a saved search. All fields except the name are also parameters in the URL of a list.</summary>
public sealed class SavedSearchForm
{
    const int MaxSteps = 100;

    static readonly IReadOnlyList<string> Names = ["q", "tag", "site", "is", "sort"];

    [DataRequired, TextLength(1, SavedSearch.MaxName)]
    public string Name { get; set => field = value ?? ""; } = "";

    [TextLength(0, SearchText.Max)]
    public string Q { get; set => field = value ?? ""; } = "";

    [TextLength(0, 1500)]
    public string Tag { get; set => field = value ?? ""; } = "";

    [TextLength(0, 253)]
    public string Site { get; set => field = value ?? ""; } = "";

    [TextLength(0, 20)]
    public string Is { get; set => field = value ?? ""; } = "";

    [TextLength(0, 60)]
    public string Sort { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// The names of the query parameters in the order in which the person added them to the search, for example <c>tag
    /// site tag</c>.
    /// </summary>
    [TextLength(0, 500)]
    public string Order { get; set => field = value ?? ""; } = "";

    /// <summary>The name as one line. It is empty if only white space or control characters were typed.</summary>
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
            Order = string.Join(' ', query.Select(parameter => parameter.Key).Where(Names.Contains).Take(MaxSteps)),
        };
    }

    public string ToQuery()
    {
        var values = Fields.SelectMany(field => Values(field.Name, field.Value)).ToList();
        List<KeyValuePair<string, string>> steps = [];
        foreach (var name in Order.Split(' ').Concat(values.Select(value => value.Key)).ToList())
            if (values.FindIndex(value => value.Key == name) is >= 0 and var next)
            {
                steps.Add(values[next]);
                values.RemoveAt(next);
            }
        return OrderedQuery.Of(steps).ToString().TrimStart('?');
    }

    IEnumerable<(string Name, string Value)> Fields => Names.Zip([Q, Tag, Site, Is, Sort]);

    // Splits the value of a field. The fields for tags and sort orders may contain several values, separated by commas.
    static IEnumerable<KeyValuePair<string, string>> Values(string name, string typed) =>
        from value in name is "tag" or "sort" ? typed.Split(',', '\u060c') : [typed]
        where Line(value).Length > 0
        select KeyValuePair.Create(name, Line(value));

    static string Line(string typed)
    {
        var line = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes()) line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return string.Join(' ', line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
