using App.Blueprints.Links.Changes;

namespace App.Blueprints.Links.Imports;

/// <summary>What would become of a link that is brought in.</summary>
public enum ImportOutcome
{
    New,

    /// <summary>It is there and would get what it lacks.</summary>
    Completed,

    /// <summary>It is there and would get nothing but the tags that may still be chosen.</summary>
    Tagged,

    /// <summary>It is there and nothing would change.</summary>
    Present,
}

/// <param name="Link">A link as a file says it is.</param>
/// <param name="MoreTags">Tags that a person may still choose to put on it.</param>
public readonly record struct ImportCandidate(LinkImport Link, IReadOnlyList<string> MoreTags)
{
    internal ImportOutcome Forecast(Link found)
    {
        var link = Link.Cleaned();
        if (Changes(found, link))
            return ImportOutcome.Completed;
        return Changes(found, link with { Tags = TagNames.Distinct([.. link.Tags, .. MoreTags]) })
            ? ImportOutcome.Tagged
            : ImportOutcome.Present;
    }

    static bool Changes(Link found, LinkImport link) => LinkDelta.Of(found, found.Completed(link)) is not null;
}
