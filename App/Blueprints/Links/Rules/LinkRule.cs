using App.Blueprints.Links.Changes;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Rules;

/// <summary>What to do with new links of a kind. All parts that are given must match: host, path, words.</summary>
public sealed record LinkRule
{
    public const int MaxName = 100;
    public const int MaxPart = 500;

    /// <summary>For each account.</summary>
    public const int MaxCount = 200;

    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A host as people read it, without <c>www.</c>; its subdomains match too. Empty for any.</summary>
    public required string Host { get; init; }

    /// <summary>The beginning of path and query; <c>*</c> stands for anything. Empty for any.</summary>
    public required string Path { get; init; }

    /// <summary>Words that title, description or address must hold, all of them. Empty for any.</summary>
    public required string Words { get; init; }

    /// <summary>The names of the tags it gives, with commas between.</summary>
    public required string TagList { get; init; }

    public required bool Archives { get; init; }

    public required bool MarksUnread { get; init; }

    public required bool IsActive { get; init; }

    public required long Position { get; init; }

    /// <summary>Counts edits; who saves says which version was read.</summary>
    public required long Version { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');

    /// <summary>What it does to links that are there already, when its owner wants that.</summary>
    public LinkEdit Edit =>
        new()
        {
            AddTags = Tags,
            IsArchived = Archives ? true : null,
            IsUnread = MarksUnread ? true : null,
        };

    /// <summary>What it does, in words.</summary>
    public string Effects(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return string.Join(", ", Parts());
        IEnumerable<string> Parts()
        {
            foreach (var tag in Tags) yield return $"#{tag}";
            if (Archives) yield return texts["links.rules.archives"];
            if (MarksUnread) yield return texts["links.rules.marks_unread"];
        }
    }
}

/// <summary>What the rules make of a new link, beside what its owner says.</summary>
public sealed record LinkRuleOutcome(IReadOnlyList<string> Tags, bool IsArchived, bool IsUnread)
{
    public static LinkRuleOutcome Of(IEnumerable<LinkRule> rules)
    {
        var acting = rules.ToList();
        return new(
            [.. acting.SelectMany(rule => rule.Tags)],
            acting.Any(rule => rule.Archives),
            acting.Any(rule => rule.MarksUnread)
        );
    }
}
