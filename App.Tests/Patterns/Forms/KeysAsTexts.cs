using Microsoft.Extensions.Localization;

namespace App.Tests.Patterns.Forms;

/// <summary>
/// A catalogue for applications without locale files: each text is its key, followed by the arguments in parentheses.
/// </summary>
sealed class KeysAsTexts : IStringLocalizer
{
    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] =>
        new(name, $"{name}({string.Join(',', arguments)})");

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
