using App.Blueprints.Links;
using App.Blueprints.Links.Rules;

namespace App.Blueprints.Tidying.Rules;

/// <summary>View model of a rule's form and preview.</summary>
public sealed record RuleEditor
{
    const int MaxExamples = 5;

    /// <summary>The id of the rule; null for a new rule.</summary>
    public long? Id { get; init; }

    public required RuleForm Form { get; init; }

    /// <summary>Whether another request has saved the rule since the form was loaded.</summary>
    public bool IsConflict { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Number of links that the rule matches now; null without a preview.</summary>
    public long? Matches { get; init; }

    public IReadOnlyList<MatchedLink> Examples { get; init; } = [];

    public RuleEditor WithPreview(IEnumerable<MatchedLink> matching)
    {
        ArgumentNullException.ThrowIfNull(matching);
        long count = 0;
        List<MatchedLink> examples = [];
        foreach (var link in matching)
            if (++count <= MaxExamples) examples.Add(link);
        return this with { Matches = count, Examples = examples };
    }
}
