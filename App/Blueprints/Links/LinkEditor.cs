namespace App.Blueprints.Links;

/// <summary>What the form of a link shows besides the form: which link, and what stands in the way of saving.</summary>
public sealed record LinkEditor
{
    public required LinkForm Form { get; init; }

    /// <summary>The link being edited; null for a new one.</summary>
    public long? Id { get; init; }

    /// <summary>The version that saving will replace.</summary>
    public long Version { get; init; }

    /// <summary>Another link that is the same page.</summary>
    public Link? Same { get; init; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public Link? Theirs { get; init; }

    /// <summary>Whether the link went to the trash meanwhile.</summary>
    public bool IsTrashed { get; init; }

    /// <summary>Whether the link is gone for good.</summary>
    public bool IsGone { get; init; }

    /// <summary>In the list, in place of the link; else on a page of its own.</summary>
    public bool InPlace { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
