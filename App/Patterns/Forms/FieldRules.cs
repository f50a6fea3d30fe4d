using System.Text;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>
/// Rejects a value that is empty or consists only of white space. A failure ends the validation of the field.
/// </summary>
public sealed class DataRequiredAttribute : FieldRuleAttribute
{
    /// <inheritdoc />
    public override bool Stops => true;

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("required", "required")];

    /// <inheritdoc />
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

/// <summary>Limits the length of a text in Unicode code points.</summary>
/// <remarks>
/// A null value has length 0, a line break length 1. The browser's own <c>maxlength</c> counts UTF-16 code units and is
/// therefore stricter for emoji.
/// </remarks>
/// <param name="min">The minimum length, inclusive.</param>
/// <param name="max">The maximum length, inclusive.</param>
public sealed class TextLengthAttribute(int min, int max) : FieldRuleAttribute
{
    /// <summary>The minimum length in code points, inclusive.</summary>
    public int Min { get; } = min;

    /// <summary>The maximum length in code points, inclusive.</summary>
    public int Max { get; } = max;

    /// <summary>
    /// Whether the redisplayed form shortens a text that is longer than <see cref="Max"/>. One code point more than
    /// <see cref="Max"/> remains, so that the text is still invalid.
    /// </summary>
    /// <remarks>
    /// Use it for fields with short values, such as a user name, so that a submitted megabyte is not sent back.
    /// </remarks>
    public bool TruncatesRedisplay { get; set; }

    /// <summary>Whether the control gets <c>maxlength</c>; true by default.</summary>
    /// <remarks>
    /// A browser cuts pasted text to <c>maxlength</c> without a message. With false, the browser sends the whole text.
    /// The server rejects the text and redisplays all of it.
    /// </remarks>
    public bool EmitsMaxLength { get; set; } = true;

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> Attributes
    {
        get
        {
            if (Min > 0) yield return new("minlength", $"{Min}");
            if (EmitsMaxLength) yield return new("maxlength", $"{Max}");
        }
    }

    /// <inheritdoc />
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var length = LengthOf(value as string ?? "");
        if (length >= Min && length <= Max) return null;
        return Message is not null ? texts[Message, Min, Max]
            : Min == 0 ? texts["forms.too_long", Max]
            : texts["forms.length", Min, Max];
    }

    internal string Echo(string text) => !TruncatesRedisplay || LengthOf(text) <= Max
        ? text
        : string.Concat(text.EnumerateRunes().Take(Max + 1).Select(rune => rune.ToString()));

    /// <summary>Returns the length of a text in code points. CR LF counts as one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number of code points.</returns>
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

/// <summary>
/// Requires that a checkbox is selected, for example to accept terms of use. A failure ends the validation of the
/// field.
/// </summary>
public sealed class MustBeTrueAttribute : FieldRuleAttribute
{
    /// <inheritdoc />
    public override bool Stops => true;

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("required", "required")];

    /// <inheritdoc />
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return value is true ? null : texts[Message ?? "forms.must_be_true"].Value;
    }
}

/// <summary>Requires the same value as in another field of the form, compared exactly.</summary>
/// <remarks>When the form has no such field, validation fails with an error that says so.</remarks>
/// <param name="other">The property name of the other field.</param>
public sealed class EqualToAttribute(string other) : FieldRuleAttribute
{
    /// <summary>The property name of the other field.</summary>
    public string Other { get; } = other;

    /// <inheritdoc />
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (form?.GetType().GetProperty(Other) is not { } property) return texts["forms.unknown_field", Other];
        return Equals(value, property.GetValue(form)) ? null : texts[Message ?? "forms.not_equal"].Value;
    }
}
