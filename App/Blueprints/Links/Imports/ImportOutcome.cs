using App.Blueprints.Links.Changes;

namespace App.Blueprints.Links.Imports;

/// <summary>The predicted result of importing one link.</summary>
public enum ImportOutcome
{
    New,

    /// <summary>The link exists, and the import would fill its empty fields.</summary>
    Completed,

    /// <summary>
    /// The link exists. The import would change it only if tags are added for the folder of the link, which is
    /// optional.
    /// </summary>
    Tagged,

    /// <summary>The link exists, and nothing would change.</summary>
    Present,
}

/// <summary>A link to be imported whose outcome is predicted.</summary>
/// <param name="Link">A link as read from the file.</param>
/// <param name="MoreTags">Tags made from the folder of the link in the file. The import adds them only if the person
/// selects this option.</param>
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
