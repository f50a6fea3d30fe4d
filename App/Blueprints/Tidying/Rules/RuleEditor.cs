using App.Blueprints.Links;
using App.Blueprints.Links.Rules;

namespace App.Blueprints.Tidying.Rules;

/// <summary>The form of a rule, and what it would do.</summary>
public sealed record RuleEditor
{
    const int MostExamples = 5;

    /// <summary>Null for a new one.</summary>
    public long? Id { get; init; }

    public required RuleForm Form { get; init; }

    /// <summary>Whether somebody else saved the rule meanwhile.</summary>
    public bool IsConflict { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>How many links the rule matches now; null when nobody asked.</summary>
    public long? Matches { get; init; }

    public IReadOnlyList<MatchedLink> Examples { get; init; } = [];

    public RuleEditor WithPreview(IEnumerable<MatchedLink> matching)
    {
        ArgumentNullException.ThrowIfNull(matching);
        long count = 0;
        List<MatchedLink> examples = [];
        foreach (var link in matching)
            if (++count <= MostExamples) examples.Add(link);
        return this with { Matches = count, Examples = examples };
    }
}
