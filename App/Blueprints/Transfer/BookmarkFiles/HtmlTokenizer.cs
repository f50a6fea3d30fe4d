using System.Buffers;

namespace App.Blueprints.Transfer.BookmarkFiles;

enum HtmlToken
{
    End,
    Text,
    StartTag,
    EndTag,
    /// <summary>A link inside a comment or a script, which a browser does not show.</summary>
    HiddenLink,
}

/// <summary>
/// Splits markup into text and tags, one token at a time and in bounded memory. Tolerant like a browser: no element has
/// to be closed. While the reader collects a title or a description, unknown elements are text.
/// </summary>
sealed class HtmlTokenizer(MarkupSource source)
{
    const int MaxHiddenMarkup = 2 * BookmarkLimits.RefusedText;

    static readonly SearchValues<char> tagStart = SearchValues.Create("<");
    static readonly SearchValues<char> tagEnd = SearchValues.Create("><");

    readonly char[] literal = new char[HtmlNames.MaxLength + 3];
    readonly HtmlComments comments = new(source);
    readonly Dictionary<string, TextSearch> contentEnds = new(StringComparer.OrdinalIgnoreCase);
    int literalLength;
    int commentLeft;
    string? content;

    public HtmlAttributes Attributes { get; } = new(source);

    public HtmlTag Tag { get; private set; }

    /// <summary>The raw text of a text token, with its entities. Valid until <see cref="Next"/> is called.</summary>
    public ReadOnlyMemory<char> Text { get; private set; }

    /// <summary>The markup of a link that is inside a comment or a script.</summary>
    public string HiddenMarkup { get; private set; } = "";

    /// <summary>The line on which the tag begins.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the file ended inside the tag or script that began at <see cref="Line"/>.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>
    /// How the reader uses the text. While it collects a title or description, unknown markup such as
    /// <c>&lt;T&gt;</c>, <c>&lt;?php</c> or <c>&lt;!--</c> is part of the text.
    /// </summary>
    public TextUse TextUse { get; set; }

    bool IsTextWanted => TextUse != TextUse.None;

    public HtmlToken Next()
    {
        while (true)
        {
            if (commentLeft > 0 && HiddenInComment()) return HtmlToken.HiddenLink;
            if (content is not null && HiddenInContent()) return HtmlToken.HiddenLink;
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

    // Returns End for markup to ignore and Text for characters that are not markup.
    HtmlToken ReadStartTag()
    {
        Tag = HtmlNames.Tag(TakeName());
        if (IsTextWanted && Tag is (HtmlTag.Unknown or HtmlTag.Raw)) return HtmlToken.Text;
        var name = literal.AsSpan(1, literalLength - 1).ToString();
        IsUnfinished = !Attributes.Read();
        if (IsUnfinished) return HtmlToken.End;
        if (Tag == HtmlTag.Raw && HasContent(name)) content = name;
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
        commentLeft = comments.Length(TextUse);
        if (commentLeft > 0) return HtmlToken.End;
        Take();
        if (source.Peek() == '-' || IsTextWanted) return HtmlToken.Text;
        SkipToTagEnd();
        return HtmlToken.End;
    }

    // Whether an element such as SCRIPT has content, which ends at its end tag. Without an end tag, only the start tag
    // is skipped. If no end tag is within TextSearch.MaxDistance but the file is longer, assumes that there is one.
    bool HasContent(string name)
    {
        if (!contentEnds.TryGetValue(name, out var end)) contentEnds.Add(name, end = new($"</{name}"));
        const int limit = TextSearch.MaxDistance;
        return end.Find(source, 0) >= 0 || source.Ahead(limit).Length == limit;
    }

    bool HiddenInComment()
    {
        var inside = source.Ahead(commentLeft);
        var link = 0;
        while (link < inside.Length && !HtmlNames.IsLinkStart(inside[link..]))
        {
            var next = inside[(link + 1)..].IndexOf('<');
            link = next < 0 ? inside.Length : link + 1 + next;
        }
        source.Skip(link);
        commentLeft -= link;
        if (commentLeft == 0) return false;
        TakeHidden(Math.Min(commentLeft, MaxHiddenMarkup));
        commentLeft -= 2;
        return true;
    }

    bool HiddenInContent()
    {
        while (true)
        {
            Line = source.Line;
            while (!source.Run(tagStart).IsEmpty) { }
            IsUnfinished = source.Peek() < 0;
            if (!IsUnfinished)
            {
                var ahead = source.Ahead(content!.Length + 3);
                if (HtmlNames.IsLinkStart(ahead))
                {
                    TakeHidden(MaxHiddenMarkup);
                    return true;
                }
                if (!IsContentEnd(ahead))
                {
                    source.Skip();
                    continue;
                }
                source.Skip(content.Length + 2);
                SkipToTagEnd();
            }
            content = null;
            return false;
        }
    }

    bool IsContentEnd(ReadOnlySpan<char> ahead) =>
        ahead.StartsWith("</")
        && ahead[2..].StartsWith(content, StringComparison.OrdinalIgnoreCase)
        && (ahead.Length == content!.Length + 2 || !HtmlNames.IsNameCharacter(ahead[^1]));

    void TakeHidden(int length)
    {
        Line = source.Line;
        var markup = source.Ahead(length);
        var end = markup.IndexOf('>');
        HiddenMarkup = (end < 0 ? markup : markup[..(end + 1)]).ToString();
        source.Skip(2);
    }

    void SkipToTagEnd()
    {
        while (!source.Run(tagEnd).IsEmpty) { }
        if (source.Peek() == '>') source.Skip();
    }

    ReadOnlySpan<char> TakeName()
    {
        var start = literalLength;
        while (
            literalLength < literal.Length
            && source.Peek() is >= 0 and var next
            && HtmlNames.IsNameCharacter((char)next)
        )
            Take();
        return literal.AsSpan(start, literalLength - start);
    }

    void Take()
    {
        literal[literalLength++] = (char)source.Peek();
        source.Skip();
    }
}
