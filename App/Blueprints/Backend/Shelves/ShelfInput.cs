using App.Blueprints.Shelves;
using App.Patterns.Forms;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>What an operator types of a shelf; the name is asked for once, at its making.</summary>
public sealed class ShelfInput
{
    [DataRequired, TextLength(1, ShelfForm.TitleLimit)]
    public string Title { get; set; } = "";

    [DataRequired, OneOfColours]
    public string Colour { get; set; } = Colours.Default;

    [DataRequired]
    public string Language { get; set; } = "";

    /// <summary>Beside the default one.</summary>
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

    /// <summary>Null when a language is none of the house's.</summary>
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

/// <summary>Words for what a shelf is and may be.</summary>
static class ShelfWords
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
