
namespace App.Blueprints.Transfer.BookmarkFiles;

// This part of the class handles terms (DT), descriptions (DD), lists (DL) and headings.
public sealed partial class BookmarkFileReader
{
    BookmarkRow? StartTerm()
    {
        EndHeading();
        var row = CloseDraft();
        heading.Take();
        leading.End();
        (followsTerm, isInDescription) = (true, false);
        return row;
    }

    BookmarkRow? StartDescription()
    {
        EndHeading();
        listsInText = 0;
        if (draft.IsOpen && !draft.BeganInDescription && !leading.IsUsed)
        {
            draft.StartDescription();
            return null;
        }
        var row = CloseDraft();
        heading.StartDescription();
        isInDescription = true;
        followsTerm &= heading.IsDescriptionOpen;
        if (!heading.IsDescriptionOpen) leading.Start();
        return row;
    }

    BookmarkRow? OpenList(bool isDefinitions)
    {
        EndHeading();
        if (draft.IsDescriptionOpen && !isDefinitions)
        {
            listsInText++;
            return Break();
        }
        var row = CloseDraft();
        folders.Open(isDefinitions, heading.Take());
        leading.StartList();
        followsTerm = isInDescription = false;
        return row;
    }

    BookmarkRow? CloseList(bool isDefinitions)
    {
        EndHeading();
        if (draft.IsDescriptionOpen && !isDefinitions && listsInText > 0)
        {
            listsInText--;
            return Break();
        }
        var row = CloseDraft();
        folders.Close(isDefinitions);
        leading.End();
        heading.Take();
        followsTerm = isInDescription = false;
        return row;
    }

    // Inside a link title, a heading is only formatting. Inside a description, it can be a folder heading whose DT
    // element is missing.
    BookmarkRow? StartHeading()
    {
        if (draft.IsTitleOpen) return Break();
        BookmarkRow? row = null;
        if (draft.IsDescriptionOpen) draft.Break();
        else row = CloseDraft();
        heading.Begin(tokenizer.Attributes, isPageTitle: tokenizer.Tag == HtmlTag.Title, followsTerm);
        return row;
    }

    void EndHeading()
    {
        if (!heading.IsOpen) return;
        draft.Break();
        heading.End();
    }
}
