using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>
/// One condition on one property of a form, written as an attribute. The rules of a property run in the order they are
/// written. Flask: Form Validation with WTForms (validators).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class FieldRuleAttribute : Attribute
{
    /// <summary>A catalogue key that replaces the rule's own message; it gets the same arguments.</summary>
    public string? Message { get; set; }

    /// <summary>Whether a failure takes back the earlier errors of the field and ends its chain.</summary>
    public virtual bool Stops => false;

    /// <summary>
    /// What is wrong with <paramref name="value"/>, in the language of the request; null when nothing is.
    /// </summary>
    /// <param name="value">The bound value, as it was typed.</param>
    /// <param name="form">The object that has the property.</param>
    /// <param name="texts">The catalogue.</param>
    public abstract string? Check(object? value, object? form, IStringLocalizer texts);

    /// <summary>The same condition in the words of HTML, for the control.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Attributes => [];

    internal static IEnumerable<FieldRuleAttribute> Of(ModelMetadata metadata) =>
        (metadata as DefaultModelMetadata)?.Attributes.PropertyAttributes?.OfType<FieldRuleAttribute>() ?? [];
}
