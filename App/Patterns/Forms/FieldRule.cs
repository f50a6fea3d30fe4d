using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>A validation rule for one property of a form. The rules of a property run in source order.</summary>
/// <remarks>Flask documentation: Form Validation with WTForms (validators).</remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class FieldRuleAttribute : Attribute
{
    /// <summary>
    /// The translation key of a message that replaces the default message of the rule. The message gets the same format
    /// arguments. Null means the default message.
    /// </summary>
    public string? Message { get; set; }

    /// <summary>Whether a failure ends the validation of the field and discards its earlier errors.</summary>
    public virtual bool Stops => false;

    /// <summary>Validates a value.</summary>
    /// <param name="value">The bound value, not trimmed.</param>
    /// <param name="form">The object that has the property.</param>
    /// <param name="texts">The translated texts in the language of the request.</param>
    /// <returns>The localized error message; null when the value is valid.</returns>
    public abstract string? Check(object? value, object? form, IStringLocalizer texts);

    /// <summary>The HTML attributes that express the same rule on the control, such as <c>required</c>.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Attributes => [];

    internal static IEnumerable<FieldRuleAttribute> Of(ModelMetadata metadata) =>
        (metadata as DefaultModelMetadata)?.Attributes.PropertyAttributes?.OfType<FieldRuleAttribute>() ?? [];
}
