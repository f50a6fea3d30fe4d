using App.Blueprints.Links.Changes;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Rules;

/// <summary>
/// A rule that is applied to new links. It matches a link when all its conditions (host, path, words) match.
/// </summary>
public sealed record LinkRule
{
    public const int MaxName = 100;
    public const int MaxPart = 500;

    /// <summary>Maximum number of rules of one account.</summary>
    public const int MaxCount = 200;

    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// A host in readable form, without <c>www.</c>; its subdomains match too. Empty matches any host.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>
    /// The beginning of the path and query of a URL; <c>*</c> matches any text. Empty matches any path.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>Words that must all occur in title, description or URL. Empty matches any link.</summary>
    public required string Words { get; init; }

    /// <summary>Names of the tags that the rule adds, separated by commas.</summary>
    public required string TagList { get; init; }

    public required bool Archives { get; init; }

    public required bool MarksUnread { get; init; }

    public required bool IsActive { get; init; }

    public required long Position { get; init; }

    /// <summary>
    /// Increases with every edit. To save an edit, pass the version that the edit began with. If the stored version is
    /// newer, the save is a conflict.
    /// </summary>
    public required long Version { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');

    /// <summary>The rule as a bulk edit, which applies the rule to existing links.</summary>
    public LinkEdit Edit =>
        new()
        {
            AddTags = Tags,
            IsArchived = Archives ? true : null,
            IsUnread = MarksUnread ? true : null,
        };

    /// <summary>Describes what this rule changes in a link, in the language of the current user.</summary>
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
