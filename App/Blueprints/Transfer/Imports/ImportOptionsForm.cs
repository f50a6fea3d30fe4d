using App.Blueprints.Links;
using App.Blueprints.Transfer.Previews;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The import options that the user chooses.</summary>
public class ImportOptionsForm
{
    [KnownWord(ImportVisibility.Private, ImportVisibility.File, ImportVisibility.Public)]
    public string Visibility { get; set; } = ImportVisibility.Private;

    /// <summary>Whether folder names also become tags.</summary>
    public bool FolderTags { get; set; }

    [TagList]
    public string Tags { get; set; } = "";

    /// <summary>What happens to links that already exist; one of <see cref="ImportExisting"/>.</summary>
    [KnownWord(ImportExisting.Complete, ImportExisting.Update, ImportExisting.Leave)]
    public string Existing { get; set; } = ImportExisting.Complete;

    /// <summary>Whether added links are marked unread, whatever the file says.</summary>
    public bool MarkUnread { get; set; }

    /// <summary>URL of the Shaarli site that notes such as <c>?abc</c> belong to; empty to refuse such notes.</summary>
    [NoteSite]
    public string NoteSite { get; set; } = "";

    /// <summary>Numbers of the excluded folders.</summary>
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

/// <summary>Upload form: a bookmark file and the options of its import.</summary>
public sealed class ImportForm : ImportOptionsForm
{
    public IFormFile? File { get; set; }

    /// <summary>Whether the import starts without a preview.</summary>
    public bool AtOnce { get; set; }
}
