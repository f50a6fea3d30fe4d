using System.Buffers;

namespace App.Blueprints.Transfer;

/// <summary>Reads the attributes of one tag and keeps those a bookmark file knows; the first of equal names counts.</summary>
sealed class HtmlAttributes(MarkupSource source)
{
    const string Blank = " \t\r\n\f\0";

    static readonly SearchValues<char> nameEnds = SearchValues.Create(Blank + "=>/<");
    static readonly SearchValues<char> blankEnds = SearchValues.Create(Blank + ">");
    static readonly SearchValues<char> doubleQuoted = SearchValues.Create("\"<");
    static readonly SearchValues<char> singleQuoted = SearchValues.Create("'<");

    readonly string?[] values = new string?[HtmlNames.AttributeCount];
    readonly bool[] cut = new bool[HtmlNames.AttributeCount];
    readonly CappedText name = new(HtmlNames.MaxLength + 1);
    readonly CappedText shortValue = new(1_000);
    readonly CappedText address = new(2 * BookmarkLimits.Url);
    readonly CappedText icon = new(BookmarkLimits.Icon);
    readonly CappedText longValue = new(6 * BookmarkLimits.Note);
    readonly CappedText noValue = new(0);

    /// <summary>The value as written, entities and all; empty for an attribute without one, null if there is none.</summary>
    public string? this[BookmarkAttribute attribute] => values[(int)attribute];

    public bool WasCut(BookmarkAttribute attribute) => cut[(int)attribute];

    /// <summary>Whether a quotation mark is missing, so that no value of this tag can be trusted.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads up to and over the closing <c>&gt;</c>; false if the file ends before.</summary>
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
        var value = attribute switch
        {
            null => noValue,
            BookmarkAttribute.Href => address,
            BookmarkAttribute.Icon => icon,
            BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes
                or BookmarkAttribute.Tags or BookmarkAttribute.Labels or BookmarkAttribute.Folders => longValue,
            _ => shortValue,
        };
        value.Clear();

        SkipWhile(Blank);
        if (source.Peek() == '=')
        {
            source.Skip();
            SkipWhile(Blank);
            ReadValue(value, spansLines: attribute is BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes);
        }
        if (attribute is not { } known || values[(int)known] is not null) return;
        values[(int)known] = value.Span.ToString();
        cut[(int)known] = value.WasCut;
    }

    void ReadValue(CappedText value, bool spansLines)
    {
        var quote = source.Peek();
        if (quote is not ('"' or '\''))
        {
            for (var run = source.Run(blankEnds); !run.IsEmpty; run = source.Run(blankEnds)) value.Append(run.Span);
            return;
        }
        source.Skip();
        while (true)
        {
            value.Append(source.Run(quote == '"' ? doubleQuoted : singleQuoted).Span);
            var next = source.Peek();
            if (next == '<')
            {
                // Only notes run over several lines: markup at the start of a line means that the closing quote was forgotten.
                IsBroken = value.AtLineStart && !spansLines;
                if (IsBroken) return;
                value.Append("<");
            }
            if (next is -1) return;
            if (next != quote && next != '<') continue;
            source.Skip();
            if (next == quote) return;
        }
    }

    void SkipWhile(string characters)
    {
        for (int next; (next = source.Peek()) >= 0 && characters.Contains((char)next);) source.Skip();
    }
}
