using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer;

/// <summary>A bookmark file and what is to become of its links.</summary>
public sealed class ImportForm
{
    public const int MaxTags = 500;

    public IFormFile? File { get; set; }

    [KnownVisibility]
    public string Visibility { get; set; } = ImportVisibility.Private;

    /// <summary>Whether the names of the folders become tags too.</summary>
    public bool FolderTags { get; set; }

    [TextLength(0, MaxTags)]
    public string Tags { get; set; } = "";

    sealed class KnownVisibilityAttribute : FieldRuleAttribute
    {
        public override string? Check(object? value, object? form, IStringLocalizer texts) =>
            value is ImportVisibility.Private or ImportVisibility.File or ImportVisibility.Public ? null : texts["forms.invalid"].Value;
    }
}
