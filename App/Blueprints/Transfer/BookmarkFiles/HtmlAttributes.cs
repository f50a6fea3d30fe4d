using System.Buffers;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Reads the attributes of one tag and stores those that bookmark files use. If an attribute is repeated, stores the
/// first one.
/// </summary>
sealed class HtmlAttributes(MarkupSource source)
{
    const string Blank = " \t\r\n\f\0";

    static readonly SearchValues<char> nameEnds = SearchValues.Create(Blank + "=>/<");
    static readonly SearchValues<char> unquotedEnds = SearchValues.Create(Blank + "><");
    static readonly SearchValues<char> doubleQuoted = SearchValues.Create("\"<");
    static readonly SearchValues<char> singleQuoted = SearchValues.Create("'<");

    readonly string?[] values = new string?[HtmlNames.AttributeCount];
    readonly bool[] cut = new bool[HtmlNames.AttributeCount];
    readonly BoundedTextBuilder name = new(HtmlNames.MaxLength + 1);
    readonly BoundedTextBuilder shortValue = new(1_000);
    readonly BoundedTextBuilder address = new(64 * BookmarkLimits.Url);
    readonly BoundedTextBuilder icon = new(BookmarkLimits.Icon);
    readonly BoundedTextBuilder longValue = new(BookmarkLimits.RawFactor * BookmarkLimits.Note);
    readonly EmbeddedLinks embedded = new();

    /// <summary>
    /// The raw value with its entities. Empty for an attribute without a value; null if there is no such attribute.
    /// </summary>
    public string? this[BookmarkAttribute attribute] => values[(int)attribute];

    public bool WasCut(BookmarkAttribute attribute) => cut[(int)attribute];

    /// <summary>Whether a quotation mark is missing, so that no value of this tag can be trusted.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Number of links inside the values of all tags so far; they are treated as text.</summary>
    public int LinksInText => embedded.Total;

    /// <summary>Reads up to and including the closing <c>&gt;</c>. Returns false if the file ends first.</summary>
    public bool Read()
    {
        Array.Clear(values);
        Array.Clear(cut);
        IsBroken = false;
        while (!IsBroken)
        {
            SkipWhile(Blank + "/=");
            switch (source.Peek())
            {
                case -1:
                    return false;
                case '>':
                    source.Skip();
                    return true;
                case '<':
                    return true;
            }
            ReadAttribute();
        }
        return true;
    }

    void ReadAttribute()
    {
        name.Clear();
        for (var run = source.Run(nameEnds); !run.IsEmpty; run = source.Run(nameEnds)) name.Append(run.Span);
        var attribute = HtmlNames.Attribute(name.Span);
        SkipWhile(Blank);
        var hasValue = source.Peek() == '=';
        if (hasValue)
        {
            source.Skip();
            SkipWhile(Blank);
        }
        for (var isLast = false; !isLast;)
        {
            var value = ValueOf(attribute);
            value.Clear();
            BookmarkAttribute? next = null;
            isLast = !hasValue || ReadValue(value, attribute, out next);
            Keep(attribute, value);
            attribute = next;
        }
    }

    BoundedTextBuilder ValueOf(BookmarkAttribute? attribute) => attribute switch
    {
        BookmarkAttribute.Href => address,
        BookmarkAttribute.Icon => icon,
        BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes
            or BookmarkAttribute.Tags or BookmarkAttribute.Labels or BookmarkAttribute.Folders => longValue,
        { } known when HtmlNames.IsText(known) => longValue,
        _ => shortValue,
    };

    void Keep(BookmarkAttribute? attribute, BoundedTextBuilder value)
    {
        if (attribute is not { } known || values[(int)known] is not null) return;
        var text = value.Span;
        // Removes the second pair of quotation marks of a URL that is quoted twice.
        if (known == BookmarkAttribute.Href && text is ['"', .., '"']) text = text[1..^1];
        values[(int)known] = text.ToString();
        cut[(int)known] = value.WasCut;
    }

    // Reads a value. Returns false if its closing quotation mark is missing, as in HREF="https://example.org/ TAGS="a".
    // Then next is the attribute TAGS, whose opening mark has been reached.
    bool ReadValue(BoundedTextBuilder value, BookmarkAttribute? attribute, out BookmarkAttribute? next)
    {
        next = null;
        var quote = (char)source.Peek();
        if (quote is not ('"' or '\''))
        {
            ReadUnquoted(value);
            return true;
        }
        source.Skip();
        embedded.Begin(attribute);
        while (true)
        {
            var run = source.Run(quote == '"' ? doubleQuoted : singleQuoted).Span;
            value.Append(run);
            embedded.Append(run);
            switch (source.Peek())
            {
                case -1:
                    return true;
                case '<':
                    IsBroken = embedded.EndsBefore(source.Ahead(16), value);
                    if (IsBroken) return true;
                    value.Append("<");
                    source.Skip();
                    continue;
                // Run stopped at the end of the buffer, not at a quotation mark, so the loop continues.
                case var other when other != quote:
                    continue;
            }
            var after = source.Ahead(1 + AttributeQuotes.MaxAhead)[1..];
            if (
                !embedded.IsInTag
                && !value.WasCut
                && AttributeQuotes.MissedEnd(value.Span, after, out var name) is >= 0 and var end
            )
            {
                next = HtmlNames.Attribute(name);
                if (next is not null || attribute == BookmarkAttribute.Href)
                {
                    value.Truncate(end);
                    return false;
                }
            }
            var closes = !embedded.IsInTag && AttributeQuotes.Closes(after, quote);
            source.Skip();
            if (closes) return true;
            value.Append([quote]);
        }
    }

    void ReadUnquoted(BoundedTextBuilder value)
    {
        while (true)
        {
            for (var run = source.Run(unquotedEnds); !run.IsEmpty; run = source.Run(unquotedEnds))
                value.Append(run.Span);
            if (source.Peek() != '<') break;
            if (HtmlNames.IsLinkStart(source.Ahead(3)) || HtmlNames.IsLinkEnd(source.Ahead(4))) break;
            value.Append("<");
            source.Skip();
        }
        // The value has a closing quotation mark but no opening one, so the closing mark is removed.
        if (!value.WasCut && value.Span is [.. var text, '"'] && !text.Contains('"')) value.Truncate(text.Length);
    }

    void SkipWhile(string characters)
    {
        for (int next; (next = source.Peek()) >= 0 && characters.Contains((char)next);) source.Skip();
    }
}
