using App.Blueprints.Links;
using App.Blueprints.Transfer.Previews;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>What is to become of the links of a file.</summary>
public class ImportOptionsForm
{
    [KnownWord(ImportVisibility.Private, ImportVisibility.File, ImportVisibility.Public)]
    public string Visibility { get; set; } = ImportVisibility.Private;

    /// <summary>Whether the names of the folders become tags too.</summary>
    public bool FolderTags { get; set; }

    [TagList]
    public string Tags { get; set; } = "";

    /// <summary>What happens to links that are in the library already.</summary>
    [KnownWord(ImportExisting.Complete, ImportExisting.Update, ImportExisting.Leave)]
    public string Existing { get; set; } = ImportExisting.Complete;

    /// <summary>Whether links that are added are to be read, whatever the file says.</summary>
    public bool MarkUnread { get; set; }

    /// <summary>The address of the Shaarli that notes such as <c>?abc</c> come from; empty to refuse them.</summary>
    [NoteSite]
    public string NoteSite { get; set; } = "";

    /// <summary>The numbers of folders whose links are not taken.</summary>
    public ICollection<int> LeftOut { get; init; } = [];

    public static ImportOptionsForm Of(Import import, IReadOnlyList<PreviewFolder> folders)
    {
        ArgumentNullException.ThrowIfNull(import);
        return new()
        {
            Visibility = import.Visibility,
            FolderTags = import.FolderTags,
            Tags = import.Tags,
            Existing = import.Existing,
            MarkUnread = import.MarkUnread,
            NoteSite = import.NoteSite,
            LeftOut = [.. folders.Where(folder => folder.IsLeftOut).Select(folder => folder.Number)],
        };
    }

    sealed class NoteSiteAttribute : FieldRuleAttribute
    {
        public override string? Check(object? value, object? form, IStringLocalizer texts) =>
            value is not string { Length: > 0 } site || ShaarliNotes.IsSite(site)
                ? null
                : texts["transfer.note_site.invalid"].Value;
    }

    sealed class KnownWordAttribute(params string[] words) : FieldRuleAttribute
    {
        public override string? Check(object? value, object? form, IStringLocalizer texts) =>
            value is string word && words.Contains(word) ? null : texts["forms.invalid"].Value;
    }
}

/// <summary>A bookmark file, and what is to become of its links if nobody looks at a preview first.</summary>
public sealed class ImportForm : ImportOptionsForm
{
    public IFormFile? File { get; set; }

    /// <summary>Whether the import begins without a preview.</summary>
    public bool AtOnce { get; set; }
}
