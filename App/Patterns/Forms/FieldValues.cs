using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Patterns.Forms;

/// <summary>
/// Computes the value of a control: the submitted text, or the property of the form object when nothing was submitted.
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
        // HTML cannot represent U+0000, so it is removed. The error beside the field says so.
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
    /// Returns true once for each request, so that only the first field with an error gets the focus.
    /// </summary>
    public static bool IsFirst(ViewContext context) => context.HttpContext.Items.TryAdd(typeof(FieldValues), true);
}
