using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace App.Patterns.Forms;

/// <summary>Registers form validation. Flask documentation: Form Validation with WTForms.</summary>
public static class FormsSetup
{
    /// <summary>Registers validation of forms by the <see cref="FieldRuleAttribute"/>s on their properties.</summary>
    /// <remarks>
    /// Texts are bound exactly as they were submitted: they are not trimmed, and an empty text is not converted to
    /// null. Requires an <c>IStringLocalizer</c> with the texts <c>forms.*</c>.
    /// </remarks>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<MvcOptions>, Setup>();
        // Omits the data attributes of ASP.NET Core's client-side validation, because no script reads them.
        services.Configure<MvcViewOptions>(options => options.HtmlHelperOptions.ClientValidationEnabled = false);
        return services;
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
    sealed class Setup(IStringLocalizer texts) : IConfigureOptions<MvcOptions>
    {
        public void Configure(MvcOptions options)
        {
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            options.Filters.Add<FieldFilter>();
            options.ModelBinderProviders.Insert(0, new CheckboxModelBinder.Provider());
            options.ModelValidatorProviders.Add(new FieldRuleChain.Provider());
            options.ModelMetadataDetailsProviders.Add(new KeepEmptyStrings());
            var messages = options.ModelBindingMessageProvider;
            messages.SetAttemptedValueIsInvalidAccessor((_, _) => texts["forms.invalid"]);
            messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["forms.invalid"]);
            messages.SetUnknownValueIsInvalidAccessor(_ => texts["forms.invalid"]);
            messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["forms.invalid"]);
            messages.SetValueIsInvalidAccessor(_ => texts["forms.invalid"]);
            messages.SetValueMustBeANumberAccessor(_ => texts["forms.not_a_number"]);
            messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["forms.not_a_number"]);
            messages.SetValueMustNotBeNullAccessor(_ => texts["forms.required"]);
        }
    }

    sealed class KeepEmptyStrings : IDisplayMetadataProvider
    {
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
    }
}
