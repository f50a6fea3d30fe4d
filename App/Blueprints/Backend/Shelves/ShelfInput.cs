using App.Blueprints.Shelves;
using App.Patterns.Forms;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>
/// The form fields for the settings of a shelf (a separate library of links). The shelf's name is set in other forms.
/// </summary>
public sealed class ShelfInput
{
    [DataRequired, TextLength(1, ShelfForm.TitleLimit)]
    public string Title { get; set; } = "";

    [DataRequired, KnownColour]
    public string Colour { get; set; } = Colours.Default;

    [DataRequired]
    public string Language { get; set; } = "";

    /// <summary>
    /// The languages of the shelf. The default one, <see cref="Language"/>, is added if it is missing.
    /// </summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    public bool SignUpOpen { get; set; }

    public static ShelfInput Of(Shelf shelf)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        return new()
        {
            Title = shelf.Title,
            Colour = shelf.Colour,
            Language = shelf.Languages[0],
            Languages = shelf.Languages,
            SignUpOpen = shelf.SignUpOpen,
        };
    }

    /// <summary>
    /// Converts the fields to shelf settings. Returns null if the program has no texts in one of the languages.
    /// </summary>
    public ShelfForm? ToForm(string name, Languages house)
    {
        ArgumentNullException.ThrowIfNull(house);
        string[] all = [.. Languages.Prepend(Language).Distinct()];
        return all.All(house.Speaks)
            ? new()
            {
                Name = name,
                Title = Title,
                Colour = Colour,
                Languages = all,
                SignUpOpen = SignUpOpen,
            }
            : null;
    }
}

/// <summary>Returns the translated names of a shelf's states and colours.</summary>
static class ShelfStateTexts
{
    public static string Of(ShelfState state, IStringLocalizer texts) => state switch
    {
        ShelfState.Active => texts["backend.shelves.state.active"],
        ShelfState.Suspended => texts["backend.shelves.state.suspended"],
        ShelfState.Creating => texts["backend.shelves.state.creating"],
        _ => texts["backend.shelves.state.deleting"],
    };

    public static IEnumerable<SelectListItem> ColourChoices(IStringLocalizer texts) =>
        Colours.All.Select(colour => new SelectListItem(
            colour switch
            {
                "blue" => texts["backend.colour.blue"],
                "purple" => texts["backend.colour.purple"],
                "red" => texts["backend.colour.red"],
                "orange" => texts["backend.colour.orange"],
                "grey" => texts["backend.colour.grey"],
                _ => texts["backend.colour.green"],
            },
            colour
        ));
}
