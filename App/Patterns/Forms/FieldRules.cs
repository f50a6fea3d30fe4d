using System.Text;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>Something other than white space must be given; otherwise nothing further is asked of the field.</summary>
public sealed class DataRequiredAttribute : FieldRuleAttribute
{
    public override bool Stops => true;

    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("required", "required")];

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var given = value switch
        {
            null => false,
            string text => !string.IsNullOrWhiteSpace(text),
            System.Collections.ICollection items => items.Count > 0,
            _ => true,
        };
        return given ? null : texts[Message ?? "forms.required"].Value;
    }
}

/// <summary>
/// Bounds on the length of a text, both inclusive, in Unicode code points; nothing has length 0 and a line break
/// length 1. The <c>maxlength</c> a browser enforces counts UTF-16 units and is therefore stricter for emoji.
/// </summary>
public sealed class TextLengthAttribute(int min, int max) : FieldRuleAttribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;

    /// <summary>
    /// Whether a longer text is shown again only up to one code point more than <see cref="Max"/>. For fields whose
    /// longer values are never what a person meant, such as a user name of a megabyte.
    /// </summary>
    public bool CutsEcho { get; set; }

    /// <summary>
    /// Whether the control gets <c>maxlength</c>. A browser drops what is pasted beyond it without a message, so that a
    /// long text, or one with emoji, is better refused by the server, which shows all of it again.
    /// </summary>
    public bool LimitsTyping { get; set; } = true;

    public override IEnumerable<KeyValuePair<string, string>> Attributes
    {
        get
        {
            if (Min > 0) yield return new("minlength", $"{Min}");
            if (LimitsTyping) yield return new("maxlength", $"{Max}");
        }
    }

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var length = LengthOf(value as string ?? "");
        if (length >= Min && length <= Max) return null;
        return Message is not null ? texts[Message, Min, Max]
            : Min == 0 ? texts["forms.too_long", Max]
            : texts["forms.length", Min, Max];
    }

    internal string Echo(string text) => !CutsEcho || LengthOf(text) <= Max
        ? text
        : string.Concat(text.EnumerateRunes().Take(Max + 1).Select(rune => rune.ToString()));

    /// <summary>The length of a text as people count it: code points, with a line break as one.</summary>
    public static int LengthOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = 0;
        var afterReturn = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!(afterReturn && rune == new Rune('\n'))) length++;
            afterReturn = rune == new Rune('\r');
        }
        return length;
    }
}

/// <summary>A box that has to be ticked, as for terms.</summary>
public sealed class MustBeTrueAttribute : FieldRuleAttribute
{
    public override bool Stops => true;

    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("required", "required")];

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return value is true ? null : texts[Message ?? "forms.must_be_true"].Value;
    }
}

/// <summary>
/// The same text as in another field of the form, letter for letter. Naming a field the form lacks is an error of its
/// own.
/// </summary>
public sealed class EqualToAttribute(string other) : FieldRuleAttribute
{
    public string Other { get; } = other;

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (form?.GetType().GetProperty(Other) is not { } property) return texts["forms.unknown_field", Other];
        return Equals(value, property.GetValue(form)) ? null : texts[Message ?? "forms.not_equal"].Value;
    }
}
