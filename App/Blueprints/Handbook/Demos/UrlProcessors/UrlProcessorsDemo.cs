using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.UrlProcessors;

/// <summary>Addresses that are built during this very request, with and without a language said.</summary>
public sealed class UrlProcessorsDemo(Languages languages, IHttpContextAccessor accessor) : Demonstration
{
    public override string Slug => "urlprocessors";

    public override string Partial => "_UrlProcessors";

    public IReadOnlyList<string> Languages => languages.Codes;

    /// <summary>The last does not exist.</summary>
    public IReadOnlyList<string> Targets { get; } =
    ["/Handbook/Index", "/Accounts/SigningIn/SignIn", "/Links/Home/Home", "/Handbook/Nowhere"];

    public string Target => Targets.FirstOrDefault(target => target == Asked("to")) ?? Targets[0];

    /// <summary>Besides the languages of the house one that it does not speak; null is none.</summary>
    public IReadOnlyList<string?> Choices => [null, .. languages.Codes, "xx"];

    public string? Choice => Choices.FirstOrDefault(choice => choice is not null && choice == Asked("in"));

    /// <summary>The address, or what building it throws.</summary>
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

    string? Asked(string name) => accessor.HttpContext?.Request.Query[name];
}
