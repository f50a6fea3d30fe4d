using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Patterns.Forms;

/// <summary>
/// Computes the value that a form control shows: the submitted text, or the value of the form object's property when
/// nothing was submitted.
/// </summary>
static class FieldValues
{
    public static string Of(ModelStateDictionary state, string name, ModelExpression expression)
    {
        if (expression.Model is bool tick) return tick ? "true" : "false";
        var text = state.EntryOf(name)?.AttemptedValue ?? expression.Model switch
        {
            null => "",
            Enum value => value.ToString(),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString() ?? "",
        };
        // Removes U+0000, because HTML cannot represent this character. The error message of the field says that it was
        // removed.
        return text.Replace("\0", "", StringComparison.Ordinal);
    }

    public static string TypeOf(ModelMetadata metadata) => metadata.DataTypeName switch
    {
        nameof(DataType.Password) => "password",
        nameof(DataType.EmailAddress) => "email",
        nameof(DataType.Url) => "url",
        _ => Type.GetTypeCode(metadata.UnderlyingOrModelType) switch
        {
            TypeCode.Boolean => "checkbox",
            TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "number",
            _ => "text",
        },
    };

    /// <summary>
    /// Returns true only at the first call in a request. It is called for each field with an error, so that the first
    /// of these fields gets the focus.
    /// </summary>
    public static bool IsFirst(ViewContext context) => context.HttpContext.Items.TryAdd(typeof(FieldValues), true);
}
