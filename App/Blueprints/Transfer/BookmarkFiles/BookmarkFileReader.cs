
namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Reads bookmark files of any program, link by link and in bounded memory. Supports Netscape files, and plain lists of
/// links such as those of Pocket and Instapaper. Never throws because of the file's content; a link that cannot be
/// imported becomes a <see cref="RefusedEntry"/>. The same bytes always give the same rows, so that you can resume with
/// <c>Read().Skip(rows)</c>.
/// </summary>
public sealed partial class BookmarkFileReader
{
    readonly MarkupSource source;
    readonly HtmlTokenizer tokenizer;
    readonly BookmarkBuilder draft = new();
    readonly FolderStack folders = new();
    readonly HeadingBuilder heading = new();
    readonly LeadingDescription leading = new();
    bool isInDescription;
    bool followsTerm;
    int listsInText;
    int linksInText;
    int count;

    /// <summary>
    /// Reads the first 64 kB, which is enough to recognise most files of other types. Does not dispose the stream.
    /// </summary>
    public BookmarkFileReader(Stream stream)
    {
        source = new(stream);
        tokenizer = new(source);
        Problem = source.Problem;
    }

    /// <summary>
    /// Why the file cannot be read. <see cref="BookmarkFileProblem.NoLinks"/> is known only after the last row.
    /// </summary>
    public BookmarkFileProblem Problem { get; private set; }

    /// <summary>Bytes read from the stream so far, in steps of 64 kB.</summary>
    public long BytesRead => source.BytesRead;

    /// <summary>
    /// Number of links found so far inside descriptions or notes. They are read as text and do not become rows. Every
    /// other link becomes a row.
    /// </summary>
    public int LinksInText => linksInText + tokenizer.Attributes.LinksInText;

    /// <summary>Name of the detected encoding.</summary>
    public string Encoding => source.Encoding.WebName;

    /// <summary>All rows in file order. Can be enumerated only once.</summary>
    public IEnumerable<BookmarkRow> Read()
    {
        if (Problem != BookmarkFileProblem.None) yield break;
        for (HtmlToken token; (token = tokenizer.Next()) != HtmlToken.End;)
        {
            var row = token switch
            {
                HtmlToken.Text => Text(),
                HtmlToken.StartTag => StartTag(),
                HtmlToken.HiddenLink => NotShown(RefusalReason.Hidden, LinkAttributes.HrefOf(tokenizer.HiddenMarkup)),
                _ => EndTag(),
            };
            tokenizer.TextUse = Use();
            if (row is not null) yield return row;
        }
        if (CloseDraft() is { } last) yield return last;
        if (tokenizer.IsUnfinished)
            yield return NotShown(tokenizer.Tag == HtmlTag.A ? RefusalReason.Unfinished : RefusalReason.CutOff, "");
        if (count == 0) Problem = BookmarkFileProblem.NoLinks;
    }

    BookmarkRow? Text()
    {
        draft.Append(tokenizer.Text.Span);
        heading.Append(tokenizer.Text.Span);
        leading.Append(tokenizer.Text.Span);
        return null;
    }

    BookmarkRow? StartTag() => tokenizer.Tag switch
    {
        HtmlTag.A => StartLink(),
        HtmlTag.Term => StartTerm(),
        HtmlTag.Description => StartDescription(),
        HtmlTag.Definitions or HtmlTag.List => OpenList(tokenizer.Tag == HtmlTag.Definitions),
        HtmlTag.Title or HtmlTag.Heading => StartHeading(),
        HtmlTag.Block => Break(),
        _ => null,
    };

    BookmarkRow? EndTag()
    {
        switch (tokenizer.Tag)
        {
            case HtmlTag.A:
                draft.EndLink();
                return null;
            case HtmlTag.Description:
                draft.EndDescription();
                heading.EndDescription();
                leading.End();
                isInDescription = false;
                return null;
            case HtmlTag.Title or HtmlTag.Heading:
                EndHeading();
                return null;
            case HtmlTag.Definitions or HtmlTag.List:
                return CloseList(tokenizer.Tag == HtmlTag.Definitions);
            default:
                return tokenizer.Tag == HtmlTag.Block ? Break() : null;
        }
    }

    BookmarkRow? StartLink()
    {
        if (draft.IsDescriptionOpen && !IsBookmark(draft.IsAtLineStart, draft.FollowsTerm))
        {
            draft.StartAnchor(tokenizer.Attributes);
            linksInText++;
            return null;
        }
        if (heading.IsDescriptionOpen && !IsBookmark(heading.IsAtLineStart, heading.FollowsTerm))
            return NotShown(RefusalReason.FolderDescription, tokenizer.Attributes[BookmarkAttribute.Href] ?? "");
        var row = CloseDraft();
        draft.Begin(tokenizer.Attributes, folders.Path, tokenizer.Line, followsTerm, isInDescription, leading.Take());
        return row;
    }

    // Whether a link inside a description is a separate bookmark and not part of the text. The link must be the first
    // text of its line. If the bookmark or folder with the description follows a DT element, the link must have a date
    // too.
    bool IsBookmark(bool isAtLineStart, bool followsTerm) =>
        isAtLineStart
        && (
            !followsTerm
            || (tokenizer.Attributes[BookmarkAttribute.AddDate] ?? tokenizer.Attributes[BookmarkAttribute.TimeAdded])
                is not null
        );

    TextUse Use()
    {
        if (draft.IsTitleOpen || heading.IsOpen) return TextUse.Title;
        if (!draft.IsDescriptionOpen && !leading.IsOpen) return TextUse.None;
        return draft.IsAtLineStart || leading.IsAtLineStart ? TextUse.DescriptionLine : TextUse.Description;
    }

    RefusedEntry NotShown(RefusalReason reason, string url) => new()
    {
        Number = ++count,
        Line = tokenizer.Line,
        Reason = reason,
        Url = HtmlText.Cut(HtmlText.Address(url), BookmarkLimits.RefusedText).Text,
    };

    BookmarkRow? Break()
    {
        draft.Break();
        leading.Break();
        heading.Append(" ");
        return null;
    }

    BookmarkRow? CloseDraft()
    {
        heading.EndDescription();
        return draft.IsOpen ? draft.Finish(++count) : null;
    }
}
