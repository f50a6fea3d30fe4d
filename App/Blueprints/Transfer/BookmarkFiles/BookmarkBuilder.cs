namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Builds a <see cref="BookmarkRow"/> for the link that is being read. Reads the attributes from the start tag, then
/// collects the title and the description until another element begins.
/// </summary>
sealed class BookmarkBuilder
{
    const string NoteStart = "[linkding-notes]";
    const string NoteEnd = "[/linkding-notes]";

    // The builders collect raw text, in which an entity such as &amp; is longer than its character. So their limits are
    // multiplied.
    readonly BoundedTextBuilder title = new(BookmarkLimits.RawFactor * BookmarkLimits.Title);
    readonly BoundedTextBuilder description = new(
        BookmarkLimits.RawFactor * (BookmarkLimits.Description + BookmarkLimits.Note)
    );
    BookmarkEntry? entry;
    RefusalReason? refusal;
    string descriptionAttribute = "";
    string? anchor;
    int anchorStart;

    public bool IsOpen => entry is not null;

    public bool IsTitleOpen { get; private set; }

    public bool IsDescriptionOpen { get; private set; }

    /// <summary>
    /// Whether the link is inside a DD element, as in a list of terms. If so, the next DD element is not the link's
    /// description.
    /// </summary>
    public bool BeganInDescription { get; private set; }

    /// <summary>
    /// Whether the link follows a DT element. If so, an A element in the link's description is plain text unless a DT
    /// precedes it.
    /// </summary>
    public bool FollowsTerm { get; private set; }

    public bool IsAtLineStart => description.AtLineStart;

    /// <param name="leading">The description in a DD element before the link, with undecoded entities.</param>
    public void Begin(
        HtmlAttributes attributes, BookmarkFolder folder, int line, bool followsTerm, bool inDescription,
        ReadOnlySpan<char> leading)
    {
        title.Clear();
        description.Clear();
        description.Append(leading);
        (anchor, IsTitleOpen, IsDescriptionOpen) = (null, true, false);
        (FollowsTerm, BeganInDescription) = (followsTerm, inDescription);
        entry = LinkAttributes.Entry(attributes, folder, line, out refusal);
        descriptionAttribute = Join(Text(BookmarkAttribute.Description), Text(BookmarkAttribute.Note));

        string Text(BookmarkAttribute attribute) => attributes[attribute] is { } raw ? HtmlText.Lines(raw) : "";
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (IsTitleOpen) title.Append(text);
        if (IsDescriptionOpen) description.Append(text);
    }

    public void Break()
    {
        if (IsTitleOpen) title.Append(" ");
        if (IsDescriptionOpen) description.Break();
    }

    public void StartDescription()
    {
        EndDescription();
        description.Break();
        IsDescriptionOpen = true;
    }

    public void EndDescription()
    {
        EndAnchor();
        IsTitleOpen = IsDescriptionOpen = false;
    }

    /// <summary>
    /// Starts an A element inside the description. The element's URL becomes part of the description.
    /// </summary>
    public void StartAnchor(HtmlAttributes attributes)
    {
        EndAnchor();
        var address = attributes[BookmarkAttribute.Href]?.Trim();
        var isShown =
            address is { Length: < BookmarkLimits.RefusedText }
            && address.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        anchor = isShown ? address : null;
        anchorStart = description.Length;
    }

    /// <summary>Ends the link's title, or the A element inside its description.</summary>
    public void EndLink()
    {
        IsTitleOpen = false;
        EndAnchor();
    }

    /// <summary>Ends the link and returns its row.</summary>
    /// <param name="number">The number of the row in the file, from 1.</param>
    public BookmarkRow Finish(int number)
    {
        EndDescription();
        var taken = entry!;
        entry = null;
        var (name, nameCut) = HtmlText.Cut(HtmlText.Line(title.Span), BookmarkLimits.Title);
        var (text, note) = SplitNote(description.Span);
        (text, var textCut) = HtmlText.Cut(Join(text, descriptionAttribute), BookmarkLimits.Description);
        (note, var noteCut) = HtmlText.Cut(Join(taken.Note, note), BookmarkLimits.Note);
        var content = taken with
        {
            Number = number,
            Title = name,
            Description = text,
            Note = note,
            Remarks = taken.Remarks
                | (nameCut || title.WasCut ? EntryRemarks.TitleCut : 0)
                | (textCut || description.WasCut ? EntryRemarks.DescriptionCut : 0)
                | (noteCut ? EntryRemarks.NoteCut : 0),
        };
        if (refusal is not { } reason) return content;
        return new RefusedEntry
        {
            Number = number,
            Line = taken.Line,
            Reason = reason,
            Url = HtmlText.Cut(taken.Url, BookmarkLimits.RefusedText).Text,
            Title = HtmlText.Cut(name, BookmarkLimits.RefusedText).Text,
            Content = content,
        };
    }

    void EndAnchor()
    {
        if (anchor is null) return;
        var text = description.WasCut ? anchor : description.Span[anchorStart..].Trim();
        if (text.IsEmpty) description.Append(anchor);
        else if (!text.SequenceEqual(anchor)) description.Append($" ({anchor})");
        anchor = null;
    }

    // Splits off the note that linkding writes between [linkding-notes] and [/linkding-notes]. Searches for these
    // markers before entities are decoded, so that a marker written as &#91;linkding-notes] is ordinary text.
    static (string Description, string Note) SplitNote(ReadOnlySpan<char> raw)
    {
        var start = raw.IndexOf(NoteStart);
        if (start < 0) return (HtmlText.Lines(raw), "");
        var note = raw[(start + NoteStart.Length)..];
        var end = note.IndexOf(NoteEnd);
        var after = end < 0 ? [] : note[(end + NoteEnd.Length)..];
        if (end >= 0) note = note[..end];
        return (Join(HtmlText.Lines(raw[..start]), HtmlText.Lines(after)), HtmlText.Lines(note));
    }

    static string Join(string first, string second) =>
        second.Length == 0 || first.Contains(second, StringComparison.Ordinal) ? first
        : first.Length == 0 ? second
        : $"{first}\n\n{second}";
}
