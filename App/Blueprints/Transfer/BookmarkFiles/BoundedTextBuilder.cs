namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Gathers text up to a limit and drops the rest, so that no input can make it grow; used again and again.
/// </summary>
sealed class BoundedTextBuilder(int limit)
{
    char[] chars = new char[Math.Min(limit, 256)];
    int length;
    bool wasBroken;

    public bool WasCut { get; private set; }

    public int Length => length;

    /// <summary>Whether a line of the file began and only blanks came since; true of dropped text as well.</summary>
    public bool AtLineStart { get; private set; }

    /// <summary>What was gathered; after a cut without the half entity or half character at its end.</summary>
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

        // The line break written after a <br> is the same one.
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

    /// <summary>Begins a new line of text within a line of the file.</summary>
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
