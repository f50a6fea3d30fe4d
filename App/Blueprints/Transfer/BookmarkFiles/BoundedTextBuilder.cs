namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Collects text up to a limit and drops the rest, so that memory is bounded. One instance is reused for many texts.
/// </summary>
sealed class BoundedTextBuilder(int limit)
{
    char[] chars = new char[Math.Min(limit, 256)];
    int length;
    bool wasBroken;

    public bool WasCut { get; private set; }

    public int Length => length;

    /// <summary>
    /// Whether only white space was appended since the last line break of the file. Text beyond the limit counts too.
    /// </summary>
    public bool AtLineStart { get; private set; }

    /// <summary>
    /// The collected text. After a cut, an incomplete entity or surrogate pair at its end is left out.
    /// </summary>
    public ReadOnlySpan<char> Span
    {
        get
        {
            var span = chars.AsSpan(0, length);
            if (!WasCut) return span;
            var ampersand = span.LastIndexOf('&');
            if (ampersand >= 0 && span.Length - ampersand < 40 && !span[ampersand..].Contains(';'))
                span = span[..ampersand];
            return span is [.., var last] && char.IsHighSurrogate(last) ? span[..^1] : span;
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        var lineBreak = text.LastIndexOfAny('\r', '\n');
        AtLineStart = (AtLineStart || lineBreak >= 0) && text[(lineBreak + 1)..].IsWhiteSpace();

        // A <br> has already begun a new line, so a line break of the file directly after it is removed.
        if (wasBroken) text = text.TrimStart("\r\n");
        wasBroken = false;

        var taken = Math.Min(text.Length, limit - length);
        if (taken < text.Length) WasCut = true;
        if (taken == 0) return;
        if (length + taken > chars.Length)
            Array.Resize(ref chars, Math.Min(limit, Math.Max(length + taken, chars.Length * 2)));
        text[..taken].CopyTo(chars.AsSpan(length));
        length += taken;
    }

    /// <summary>Begins a new line of text without a line break in the file, as for <c>&lt;br&gt;</c>.</summary>
    public void Break()
    {
        var wasAtLineStart = AtLineStart;
        if (length > 0 && chars[length - 1] is not ('\r' or '\n')) Append("\n");
        AtLineStart = wasAtLineStart;
        wasBroken = true;
    }

    /// <summary>Keeps the first <paramref name="count"/> characters.</summary>
    public void Truncate(int count) => length = Math.Min(length, count);

    public void Clear()
    {
        length = 0;
        WasCut = AtLineStart = wasBroken = false;
    }
}
