using System.Buffers;
using System.Text;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>Decodes a byte stream in chunks, and counts the bytes and lines read.</summary>
sealed class MarkupSource
{
    const int PieceSize = 64 * 1024;

    readonly Stream stream;
    readonly byte[] bytes = new byte[PieceSize];
    readonly Decoder decoder;
    readonly int pieceChars;
    char[] chars;
    long before;
    int position;
    int end;
    int counted;
    int line = 1;
    char openBreak;
    bool isFinished;

    /// <summary>Reads the first chunk. Does not dispose the stream.</summary>
    public MarkupSource(Stream stream)
    {
        this.stream = stream;
        var head = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        BytesRead = head.Length;
        (Encoding, var preamble) = CharacterSet.Detect(head);
        decoder = Encoding.GetDecoder();
        pieceChars = Encoding.GetMaxCharCount(PieceSize);
        chars = new char[pieceChars];
        end = decoder.GetChars(head[preamble..], chars, flush: false);
        Problem = FileSignature.Recognise(head, chars.AsSpan(0, end));
    }

    public Encoding Encoding { get; }

    public BookmarkFileProblem Problem { get; }

    public long BytesRead { get; private set; }

    /// <summary>The number of characters of the file that were already read.</summary>
    public long Position => before + position;

    /// <summary>The line of the next character, from 1. CR, LF, CR LF and LF CR each end one line.</summary>
    public int Line
    {
        get
        {
            CountLines();
            return line;
        }
    }

    /// <summary>Returns the next character without skipping it, or -1 at the end.</summary>
    public int Peek() => position < end || Fill() ? chars[position] : -1;

    /// <summary>Skips the character that <see cref="Peek"/> returned.</summary>
    public void Skip() => position++;

    /// <summary>Skips characters that <see cref="Ahead"/> has returned.</summary>
    public void Skip(int count) => position += count;

    /// <summary>
    /// Returns the next characters without skipping them; fewer only at the end. Valid until the next call of any
    /// member.
    /// </summary>
    public ReadOnlySpan<char> Ahead(int count)
    {
        while (end - position < count && Fill()) { }
        return chars.AsSpan(position, Math.Min(count, end - position));
    }

    /// <summary>
    /// Reads up to the next of <paramref name="stops"/> or the end of the buffer. The result is empty only at a stop or
    /// at the end of the file.
    /// </summary>
    public ReadOnlyMemory<char> Run(SearchValues<char> stops)
    {
        if (position == end && !Fill()) return default;
        var length = chars.AsSpan(position, end - position).IndexOfAny(stops);
        if (length < 0) length = end - position;
        var run = chars.AsMemory(position, length);
        position += length;
        return run;
    }

    // Moves the unread characters to the front and appends the next chunk. Returns false at the end of the file.
    bool Fill()
    {
        CountLines();
        var left = end - position;
        chars.AsSpan(position, left).CopyTo(chars);
        before += position;
        (position, end, counted) = (0, left, 0);
        if (chars.Length < left + pieceChars) Array.Resize(ref chars, left + pieceChars);
        while (end == left && !isFinished)
        {
            var count = stream.Read(bytes);
            BytesRead += count;
            isFinished = count == 0;
            end += decoder.GetChars(bytes.AsSpan(0, count), chars.AsSpan(end), flush: isFinished);
        }
        return end > left;
    }

    void CountLines()
    {
        var passed = chars.AsSpan(counted, position - counted);
        counted = position;
        for (int index; (index = passed.IndexOfAny('\r', '\n')) >= 0; passed = passed[(index + 1)..])
        {
            var isSecondHalf = index == 0 && openBreak != '\0' && openBreak != passed[0];
            if (!isSecondHalf) line++;
            openBreak = isSecondHalf ? '\0' : passed[index];
        }
        if (!passed.IsEmpty) openBreak = '\0';
    }
}
