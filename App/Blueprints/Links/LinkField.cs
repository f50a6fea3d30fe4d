namespace App.Blueprints.Links;

/// <summary>A field of a stored link: its name, its label, and how to read and set it.</summary>
/// <param name="name">The name under which recorded changes store the field. Do not rename it.</param>
/// <param name="label">The key of the label in the translation catalogues.</param>
public abstract class LinkField(string name, string label)
{
    public string Name { get; } = name;

    public string Label { get; } = label;

    /// <summary>
    /// Whether the field is part of the link's content. If such a field is changed while an edit form is open, saving
    /// the form is a conflict.
    /// </summary>
    public bool IsContent { get; init; }

    /// <summary>Whether the value is a text. An undo does not restore a text that a later change modified.</summary>
    public bool IsText { get; init; }

    /// <summary>Returns the value as it is stored: a string, a bool, or a date as unix milliseconds.</summary>
    public abstract object Get(Link link);

    /// <summary>
    /// Returns a copy of the link with another value of the field. The value has the type that <see cref="Get"/>
    /// returns.
    /// </summary>
    public abstract Link Set(Link link, object value);
}

/// <summary>A field that only a stored <see cref="Link"/> has, such as its URL.</summary>
sealed class LinkValue(string name, string label, Func<Link, object> get, Func<Link, object, Link> set)
    : LinkField(name, label)
{
    public override object Get(Link link) => get(link);

    public override Link Set(Link link, object value) => set(link, value);
}

/// <summary>
/// A field that stored links share with the link form, imports and exports; see <see cref="LinkFields"/>.
/// </summary>
public abstract class LinkField<T>(
    string name, string label, Func<LinkFields, T> get, Func<LinkFields, T, LinkFields> set) : LinkField(name, label)
    where T : notnull
{
    /// <summary>Whether the link form has an input for the field.</summary>
    public bool IsEdited { get; init; }

    /// <summary>
    /// When another link is merged into a link, returns the new value of the field from the link's own value and the
    /// other link's value. By default, the own value is kept.
    /// </summary>
    public Func<T, T, T> Merge { get; init; } = (own, _) => own;

    public T Of(LinkFields link) => get(link);

    /// <summary>
    /// Returns a copy of the link with this value of the field, or <paramref name="link"/> itself when it already has
    /// the value.
    /// </summary>
    public TLink With<TLink>(TLink link, T value)
        where TLink : LinkFields => get(link).Equals(value) ? link : (TLink)set(link, value);

    public override object Get(Link link) => get(link);

    public override Link Set(Link link, object value) => With(link, (T)value);
}

/// <summary>A text field of a link. By default, a merge of two links fills the text only when it is empty.</summary>
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
    /// The HTML attribute that contains the text in a bookmark file, such as <c>SHORTCUTURL</c>; null when the text is
    /// stored elsewhere in the file.
    /// </summary>
    public string? FileAttribute { get; init; }

    /// <summary>Maximum length in code points of a text that is read from <see cref="FileAttribute"/>.</summary>
    public int MaxLength { get; init; } = int.MaxValue;

    public string Clean(string typed) => IsLine ? PlainText.Line(typed) : PlainText.Lines(typed);
}

/// <summary>
/// A field that is true or false, such as starred. By default, a merge of two links keeps the link's own value.
/// </summary>
public sealed class LinkFlag(
    string name, string label, Func<LinkFields, bool> get, Func<LinkFields, bool, LinkFields> set)
    : LinkField<bool>(name, label, get, set);

/// <summary>Operations on several fields of a link. Each returns the same type of link that it gets.</summary>
public static class LinkFieldOperations
{
    /// <summary>
    /// Merges each text field of <paramref name="more"/> into the link, as <see cref="LinkField{T}.Merge"/> defines.
    /// </summary>
    internal static T WithMergedTexts<T>(this T link, LinkFields more)
        where T : LinkFields
    {
        foreach (var text in LinkSchema.Texts) link = text.With(link, text.Merge(text.Of(link), text.Of(more)));
        return link;
    }

    /// <summary>
    /// Merges each true-or-false field of <paramref name="more"/> into the link, as <see cref="LinkField{T}.Merge"/>
    /// defines.
    /// </summary>
    internal static T WithMergedFlags<T>(this T link, LinkFields more)
        where T : LinkFields
    {
        foreach (var flag in LinkSchema.Flags) link = flag.With(link, flag.Merge(flag.Of(link), flag.Of(more)));
        return link;
    }

    /// <summary>Copies from <paramref name="edited"/> the fields that have an input in the link form.</summary>
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
