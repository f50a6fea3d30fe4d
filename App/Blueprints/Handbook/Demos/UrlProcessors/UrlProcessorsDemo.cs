using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.UrlProcessors;

/// <summary>Builds URLs during this request, with and without an explicit language.</summary>
public sealed class UrlProcessorsDemo(Languages languages, IHttpContextAccessor accessor) : Demonstration
{
    public override string Slug => "urlprocessors";

    public override string Partial => "_UrlProcessors";

    public IReadOnlyList<string> Languages => languages.Codes;

    /// <summary>Pages to link to; the last one does not exist.</summary>
    public IReadOnlyList<string> Targets { get; } =
    ["/Handbook/Index", "/Accounts/SigningIn/SignIn", "/Links/Home/Home", "/Handbook/Nowhere"];

    public string Target => Targets.FirstOrDefault(target => target == Requested("to")) ?? Targets[0];

    /// <summary>The languages of the library and one that it does not have; null for no explicit language.</summary>
    public IReadOnlyList<string?> Choices => [null, .. languages.Codes, "xx"];

    public string? Choice => Choices.FirstOrDefault(choice => choice is not null && choice == Requested("in"));

    /// <summary>
    /// Returns the URL of the chosen page in the chosen language. If no URL can be built, returns the message of the
    /// exception instead.
    /// </summary>
    public (string Text, bool IsAddress) Build(IUrlHelper urls)
    {
        try
        {
            return (urls.Page(Target, Choice is null ? null : new { lang = Choice })!, true);
        }
        catch (InvalidOperationException error)
        {
            return (error.Message, false);
        }
    }

    string? Requested(string name) => accessor.HttpContext?.Request.Query[name];
}
