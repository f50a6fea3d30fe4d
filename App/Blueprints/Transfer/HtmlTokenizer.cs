using System.Buffers;

namespace App.Blueprints.Transfer;

enum HtmlToken
{
    End,
    Text,
    StartTag,
    EndTag,
}

/// <summary>
/// Cuts markup into text and tags, one at a time and in bounded memory, with the tolerance of a browser: nothing needs to be closed,
/// and what is no known element stays text where text is wanted.
/// </summary>
sealed class HtmlTokenizer(MarkupSource source)
{
    static readonly SearchValues<char> tagStart = SearchValues.Create("<");
    static readonly SearchValues<char> tagEnd = SearchValues.Create("><");
    static readonly SearchValues<char> commentEnd = SearchValues.Create("->");

    readonly char[] literal = new char[HtmlNames.MaxLength + 3];
    int literalLength;

    public HtmlAttributes Attributes { get; } = new(source);

    public HtmlTag Tag { get; private set; }

    /// <summary>The text of a text token, entities and all; valid until the next call.</summary>
    public ReadOnlyMemory<char> Text { get; private set; }

    /// <summary>The line on which the tag begins.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the file ended inside the tag or comment that began at <see cref="Line"/>.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Whether somebody gathers the text, so that <c>&lt;T&gt;</c>, <c>&lt;?php</c> and the like are part of it.</summary>
    public bool IsTextWanted { get; set; }

    public HtmlToken Next()
    {
        while (true)
        {
            Text = source.Run(tagStart);
            if (!Text.IsEmpty) return HtmlToken.Text;
            if (source.Peek() < 0) return HtmlToken.End;

            Line = source.Line;
            literalLength = 0;
            Take();
            var token = source.Peek() switch
            {
                '/' => ReadEndTag(),
                '!' => ReadDeclaration(),
                >= 0 and var next when char.IsAsciiLetter((char)next) => ReadStartTag(),
                _ => HtmlToken.Text,
            };
            if (token == HtmlToken.End && IsUnfinished) return token;
            if (token == HtmlToken.Text) Text = literal.AsMemory(0, literalLength);
            if (token != HtmlToken.End) return token;
        }
    }

    // End means that the piece of markup says nothing, Text that it is none.
    HtmlToken ReadStartTag()
    {
        Tag = HtmlNames.Tag(TakeName());
        if (IsTextWanted && Tag is (HtmlTag.Unknown or HtmlTag.Raw)) return HtmlToken.Text;
        var name = literal.AsSpan(1, literalLength - 1).ToString();
        IsUnfinished = !Attributes.Read();
        if (IsUnfinished) return HtmlToken.End;
        if (Tag == HtmlTag.Raw) SkipContent(name);
        return Tag is HtmlTag.Unknown or HtmlTag.Raw ? HtmlToken.End : HtmlToken.StartTag;
    }

    HtmlToken ReadEndTag()
    {
        Take();
        if (source.Peek() is not (>= 0 and var next) || !char.IsAsciiLetter((char)next)) return HtmlToken.Text;
        Tag = HtmlNames.Tag(TakeName());
        if (IsTextWanted && Tag is (HtmlTag.Unknown or HtmlTag.Raw)) return HtmlToken.Text;
        SkipToTagEnd();
        return Tag is HtmlTag.Unknown or HtmlTag.Raw ? HtmlToken.End : HtmlToken.EndTag;
    }

    HtmlToken ReadDeclaration()
    {
        Take();
        if (source.Peek() != '-')
        {
            if (IsTextWanted) return HtmlToken.Text;
            SkipToTagEnd();
            return HtmlToken.End;
        }
        Take();
        if (source.Peek() != '-') return HtmlToken.Text;
        Take();
        for (var dashes = 2; ;)
        {
            if (!source.Run(commentEnd).IsEmpty) dashes = 0;
            var next = source.Peek();
            IsUnfinished = next < 0;
            if (IsUnfinished) return HtmlToken.End;
            if (next is not ('-' or '>')) continue;
            source.Skip();
            if (next == '>' && dashes >= 2) return HtmlToken.End;
            dashes = next == '-' ? Math.Min(dashes + 1, 2) : 0;
        }
    }

    void SkipContent(string name)
    {
        while (true)
        {
            while (!source.Run(tagStart).IsEmpty) { }
            IsUnfinished = source.Peek() < 0;
            if (IsUnfinished) return;
            literalLength = 0;
            Take();
            if (source.Peek() != '/') continue;
            literalLength = 0;
            Take();
            if (!TakeName().Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            SkipToTagEnd();
            return;
        }
    }

    void SkipToTagEnd()
    {
        while (!source.Run(tagEnd).IsEmpty) { }
        if (source.Peek() == '>') source.Skip();
    }

    ReadOnlySpan<char> TakeName()
    {
        var start = literalLength;
        while (literalLength < literal.Length && source.Peek() is >= 0 and var next && IsNameCharacter((char)next)) Take();
        return literal.AsSpan(start, literalLength - start);
    }

    static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.';

    void Take()
    {
        literal[literalLength++] = (char)source.Peek();
        source.Skip();
    }
}
