using System.Globalization;
using App.Blueprints.Links;
using App.Blueprints.Shared;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Tags;

/// <summary>Builds the confirmation forms for deleting tags. The page sets the URLs of these forms.</summary>
static class TagConfirmations
{
    const int MaxNames = 10;

    public static Confirmation Of(IReadOnlyCollection<Tag> tags, IStringLocalizer texts)
    {
        var names = string.Join(", ", tags.Take(MaxNames).Select(tag => tag.Name));
        if (tags.Count > MaxNames) names += ", …";
        return new()
        {
            Question = texts["tidying.tags.confirm", (long)tags.Count],
            Consequences = [names, texts["tidying.tags.confirm.text"]],
            Button = texts["tidying.tags.confirm.button"],
            Url = "",
            Cancel = "",
            Fields = [.. tags.Select(tag => KeyValuePair.Create("id", tag.Id.ToString(CultureInfo.InvariantCulture)))],
        };
    }

    public static Confirmation OfUnused(IStringLocalizer texts) => new()
    {
        Question = texts["tidying.tags.forget.confirm"],
        Consequences = [texts["tidying.tags.forget.confirm.text"]],
        Button = texts["tidying.tags.confirm.button"],
        Url = "",
        Cancel = "",
        Fields = [KeyValuePair.Create("unused", "true")],
    };
}
