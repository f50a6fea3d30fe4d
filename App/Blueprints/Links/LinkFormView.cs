namespace App.Blueprints.Links;

/// <summary>
/// The model of the link form: its fields, the link being edited, and the problems that prevent saving.
/// </summary>
public sealed record LinkFormView
{
    public required LinkForm Form { get; init; }

    /// <summary>The link being edited; null for a new one.</summary>
    public long? Id { get; init; }

    /// <summary>The version of the stored link that saving the form will replace.</summary>
    public long Version { get; init; }

    /// <summary>Another link of the account that already has the typed URL; null when there is none.</summary>
    public Link? Same { get; init; }

    /// <summary>The stored link if it was changed while the form was open; else null.</summary>
    public Link? Theirs { get; init; }

    /// <summary>Whether the link was moved to the trash while the form was open.</summary>
    public bool IsTrashed { get; init; }

    /// <summary>Whether the link was permanently deleted while the form was open.</summary>
    public bool IsGone { get; init; }

    /// <summary>
    /// Whether the form is shown in a list, in place of the link. Otherwise the form has its own page.
    /// </summary>
    public bool InPlace { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
