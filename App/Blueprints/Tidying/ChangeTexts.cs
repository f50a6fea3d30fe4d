using App.Blueprints.Links;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying;

/// <summary>What a change of many links did, in words.</summary>
static class ChangeTexts
{
    /// <summary>How many links it changed, and how many it left alone.</summary>
    public static string Of(LinkChange change, IStringLocalizer texts)
    {
        var changed = change.Kind == LinkChangeKind.Undone ? texts["tidying.undone", change.LinkCount] : texts["tidying.changed", change.LinkCount];
        return change.KeptCount == 0 ? changed : $"{changed} {texts["tidying.kept", change.KeptCount]}";
    }
}
