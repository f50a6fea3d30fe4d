using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// The options of an import. The forms bind them, the table <c>imports</c> stores them, and the task applies them to
/// each row.
/// </summary>
public record ImportOptions
{
    /// <summary>Whether imported links are private or public; a value of <see cref="ImportVisibility"/>.</summary>
    [OneOf(ImportVisibility.Private, ImportVisibility.File, ImportVisibility.Public)]
    public string Visibility { get; init; } = ImportVisibility.Private;

    /// <summary>Whether folder names also become tags.</summary>
    public bool FolderTags { get; init; }

    /// <summary>Tags to add to every link of the file, separated by commas.</summary>
    [TagList]
    public string Tags { get; init; } = "";

    /// <summary>What happens to links that already exist; a value of <see cref="ImportExisting"/>.</summary>
    [OneOf(ImportExisting.Complete, ImportExisting.Update, ImportExisting.Leave)]
    public string Existing { get; init; } = ImportExisting.Complete;

    /// <summary>Whether added links are marked unread, whatever the file says.</summary>
    public bool MarkUnread { get; init; }

    /// <summary>URL of the Shaarli site that notes such as <c>?abc</c> belong to; empty to refuse such notes.</summary>
    [NoteSite]
    public string NoteSite { get; init; } = "";

    /// <summary>
    /// Numbers of the bookmark folders that the user excluded from the import. The numbers are those of the folders in
    /// the preview.
    /// </summary>
    // MVC model binding adds values to the existing collection, so the property must not have a read-only type.
    public ICollection<int> ExcludedFolders { get; init; } = [];

    sealed class NoteSiteAttribute : FieldRuleAttribute
    {
        public override string? Check(object? value, object? form, IStringLocalizer texts) =>
            value is not string { Length: > 0 } site || ShaarliNotes.IsSite(site)
                ? null
                : texts["transfer.note_site.invalid"].Value;
    }

    sealed class OneOfAttribute(params string[] words) : FieldRuleAttribute
    {
        public override string? Check(object? value, object? form, IStringLocalizer texts) =>
            value is string word && words.Contains(word) ? null : texts["forms.invalid"].Value;
    }
}

/// <summary>The visibility that an import gives to its links.</summary>
public static class ImportVisibility
{
    public const string Private = "private";
    public const string File = "file";
    public const string Public = "public";
}

/// <summary>What an import does with links that already exist.</summary>
public static class ImportExisting
{
    /// <summary>Fills empty fields; existing values are not replaced.</summary>
    public const string Complete = "complete";

    /// <summary>Leaves existing links unchanged.</summary>
    public const string Leave = "leave";

    /// <summary>Replaces title, description, tags and date with those of the file.</summary>
    public const string Update = "update";

    internal static ImportMode ModeOf(string existing) => existing switch
    {
        Leave => ImportMode.Leave,
        Update => ImportMode.Update,
        _ => ImportMode.Complete,
    };
}
