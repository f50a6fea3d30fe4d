namespace App.Blueprints.Links;

/// <summary>A field of a stored link: its name, its label, and how to read and set it.</summary>
/// <param name="name">The name in stored changes; must not change.</param>
/// <param name="label">The key of the label in the catalogues.</param>
public abstract class LinkField(string name, string label)
{
    public string Name { get; } = name;

    public string Label { get; } = label;

    /// <summary>
    /// Whether a change of the field is a change of the content. A save from an edit form that was opened earlier is
    /// then a conflict.
    /// </summary>
    public bool IsContent { get; init; }

    /// <summary>Whether the value is a text. An undo does not restore a text that was changed later.</summary>
    public bool IsText { get; init; }

    /// <summary>Returns the value as it is stored: a string, a bool, or a date as unix milliseconds.</summary>
    public abstract object Get(Link link);

    /// <summary>Returns a link with the value, which has the type that <see cref="Get"/> returns.</summary>
    public abstract Link Set(Link link, object value);
}

/// <summary>A field that only a stored link has in this form.</summary>
sealed class LinkValue(string name, string label, Func<Link, object> get, Func<Link, object, Link> set)
    : LinkField(name, label)
{
    public override object Get(Link link) => get(link);

    public override Link Set(Link link, object value) => set(link, value);
}

/// <summary>A field of <see cref="LinkFields"/>.</summary>
public abstract class LinkField<T>(
    string name, string label, Func<LinkFields, T> get, Func<LinkFields, T, LinkFields> set) : LinkField(name, label)
    where T : notnull
{
    /// <summary>Whether the link form edits the field.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Combines the value of a link with that of another link that is merged into it.</summary>
    public Func<T, T, T> Merge { get; init; } = (own, _) => own;

    public T Of(LinkFields link) => get(link);

    /// <summary>Returns <paramref name="link"/> itself when it already has the value.</summary>
    public TLink With<TLink>(TLink link, T value)
        where TLink : LinkFields => get(link).Equals(value) ? link : (TLink)set(link, value);

    public override object Get(Link link) => get(link);

    public override Link Set(Link link, object value) => With(link, (T)value);
}

/// <summary>A text. Merging fills it when it is empty.</summary>
public sealed class LinkText : LinkField<string>
{
    public LinkText(
        string name, string label, Func<LinkFields, string> get, Func<LinkFields, string, LinkFields> set)
        : base(name, label, get, set)
    {
        IsText = IsContent = true;
        Merge = (own, other) => own.Length > 0 ? own : other;
    }

    /// <summary>Whether the text has one line only.</summary>
    public bool IsLine { get; init; }

    /// <summary>Whether an import with <see cref="Imports.ImportMode.Update"/> replaces the text.</summary>
    public bool IsUpdatedByImport { get; init; }

    /// <summary>
    /// The attribute of a bookmark file that contains the text; null when the format has another place for it.
    /// </summary>
    public string? FileAttribute { get; init; }

    /// <summary>Maximum length in code points of a text that is read from <see cref="FileAttribute"/>.</summary>
    public int MaxLength { get; init; } = int.MaxValue;

    public string Clean(string typed) => IsLine ? PlainText.Line(typed) : PlainText.Lines(typed);
}

/// <summary>A state that is set or not. Merging keeps it by default.</summary>
public sealed class LinkFlag(
    string name, string label, Func<LinkFields, bool> get, Func<LinkFields, bool, LinkFields> set)
    : LinkField<bool>(name, label, get, set);

/// <summary>Operations on all fields of a link. Each returns the same type of link.</summary>
public static class LinkFieldOperations
{
    /// <summary>Merges the texts of <paramref name="more"/> into the link.</summary>
    internal static T WithMergedTexts<T>(this T link, LinkFields more)
        where T : LinkFields
    {
        foreach (var text in LinkSchema.Texts) link = text.With(link, text.Merge(text.Of(link), text.Of(more)));
        return link;
    }

    /// <summary>Merges the flags of <paramref name="more"/> into the link.</summary>
    internal static T WithMergedFlags<T>(this T link, LinkFields more)
        where T : LinkFields
    {
        foreach (var flag in LinkSchema.Flags) link = flag.With(link, flag.Merge(flag.Of(link), flag.Of(more)));
        return link;
    }

    /// <summary>Copies the fields that the link form edits.</summary>
    internal static T WithEdited<T>(this T link, LinkFields edited)
        where T : LinkFields
    {
        foreach (var text in LinkSchema.Texts.Where(text => text.IsEdited)) link = text.With(link, text.Of(edited));
        foreach (var flag in LinkSchema.Flags.Where(flag => flag.IsEdited)) link = flag.With(link, flag.Of(edited));
        return link;
    }

    /// <summary>Removes control characters and surrounding spaces from all texts.</summary>
    internal static T WithCleanTexts<T>(this T link)
        where T : LinkFields
    {
        foreach (var text in LinkSchema.Texts) link = text.With(link, text.Clean(text.Of(link)));
        return link;
    }
}
