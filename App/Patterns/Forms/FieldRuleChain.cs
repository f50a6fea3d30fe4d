using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Forms;

/// <summary>
/// Runs the rules of a property in order and adds their errors to the model state, until a rule with
/// <see cref="FieldRuleAttribute.Stops"/> fails.
/// </summary>
sealed class FieldRuleChain(FieldRuleAttribute[] rules) : IModelValidator
{
    public IEnumerable<ModelValidationResult> Validate(ModelValidationContext context)
    {
        var texts = context.ActionContext.HttpContext.RequestServices.GetRequiredService<IStringLocalizer>();
        List<ModelValidationResult> errors = [];
        foreach (var rule in rules)
        {
            if (rule.Check(context.Model, context.Container, texts) is not { } message) continue;
            if (rule.Stops) return [new("", message)];
            errors.Add(new("", message));
        }
        return errors;
    }

    internal sealed class Provider : IModelValidatorProvider
    {
        public void CreateValidators(ModelValidatorProviderContext context)
        {
            if (context.ModelMetadata.ModelType == typeof(string))
                context.Results.Add(new ValidatorItem { Validator = new NullCharacterRule(), IsReusable = true });
            if (FieldRuleAttribute.Of(context.ModelMetadata).ToArray() is { Length: > 0 } rules)
                context.Results.Add(new ValidatorItem { Validator = new FieldRuleChain(rules), IsReusable = true });
        }
    }
}

/// <summary>
/// Rejects U+0000 in every text of every form, because databases and files cannot store it. The redisplayed form omits
/// the character.
/// </summary>
sealed class NullCharacterRule : IModelValidator
{
    public IEnumerable<ModelValidationResult> Validate(ModelValidationContext context) =>
        (context.Model as string)?.Contains('\0', StringComparison.Ordinal) == true
            ?
            [
                new(
                    "",
                    context.ActionContext.HttpContext.RequestServices.GetRequiredService<IStringLocalizer>()[
                        "forms.null_character"
                    ]
                ),
            ]
            : [];
}

/// <summary>
/// Binds a checkbox: false when the field is absent, empty or <c>false</c>, true for any other value such as <c>on</c>.
/// </summary>
/// <remarks>ASP.NET Core's own binder rejects <c>on</c>.</remarks>
sealed class CheckboxModelBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given != ValueProviderResult.None)
            bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        var ticked =
            !string.IsNullOrEmpty(given.FirstValue)
            && !string.Equals(given.FirstValue, "false", StringComparison.OrdinalIgnoreCase);
        bindingContext.Result = ModelBindingResult.Success(ticked);
        return Task.CompletedTask;
    }

    internal sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(bool) ? new CheckboxModelBinder() : null;
    }
}
