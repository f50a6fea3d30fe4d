using System.Text.RegularExpressions;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Shelves;

/// <summary>The settings of a shelf (a separate library of links) that an operator can edit.</summary>
public sealed partial record ShelfForm
{
    public const int NameLimit = 40;
    public const int TitleLimit = 60;

    [DataRequired, ShelfName]
    public string Name { get; set; } = "";

    [DataRequired, TextLength(1, TitleLimit)]
    public string Title { get; set; } = "";

    [DataRequired, KnownColour]
    public string Colour { get; set; } = Colours.Default;

    /// <summary>Language codes, the default first.</summary>
    [DataRequired]
    public IReadOnlyList<string> Languages { get; set; } = [];

    public bool SignUpOpen { get; set; } = true;

    public static ShelfForm Of(Shelf shelf)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        return new()
        {
            Name = shelf.Name,
            Title = shelf.Title,
            Colour = shelf.Colour,
            Languages = shelf.Languages,
            SignUpOpen = shelf.SignUpOpen,
        };
    }

    /// <summary>
    /// Whether a name is a valid domain label: lower-case letters, digits and single hyphens between them. Excludes
    /// reserved names.
    /// </summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= NameLimit } && Label().IsMatch(name) && name is not ("www" or "localhost");

    /// <summary>Returns the first validation error in the current language; null if there is none.</summary>
    public string? Problem(IStringLocalizer texts) =>
        typeof(ShelfForm)
            .GetProperties()
            .SelectMany(property =>
                property
                    .GetCustomAttributes(inherit: true)
                    .OfType<FieldRuleAttribute>()
                    .Select(rule =>
                        rule.Check(property.GetValue(this), this, texts) is { } problem
                            ? $"{property.Name}: {problem}"
                            : null
                    )
            )
            .FirstOrDefault(problem => problem is not null);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Label();
}

/// <summary>Validates the name of a shelf.</summary>
public sealed class ShelfNameAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return ShelfForm.IsName(value as string) ? null : texts["shelves.name.invalid", ShelfForm.NameLimit].Value;
    }
}

/// <summary>Accepts only the colours in <see cref="Colours.All"/>.</summary>
public sealed class KnownColourAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return value is string colour && Colours.All.Contains(colour)
            ? null
            : texts["shelves.colour.invalid", string.Join(", ", Colours.All)].Value;
    }
}
