using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.MethodOverrides;

/// <summary>Shows rows that a form can change and delete, and sends requests with a method override header.</summary>
public sealed class MethodOverridesDemo(
    DemonstrationStore items,
    BrowserCookie browser,
    IHttpContextAccessor accessor,
    IServiceProvider services
) : Demonstration
{
    public const int LongestText = 80;

    public override string Slug => "methodoverrides";

    public override string Partial => "_MethodOverrides";

    /// <summary>
    /// The key in the <see cref="DemonstrationStore"/> under which the last form that a handler received is stored.
    /// </summary>
    public string SeenSlug => $"{Slug}/seen";

    public IReadOnlyList<DemonstrationItem<string>> Rows =>
        browser.Key is { } visitor ? [.. items.All<string>(visitor, Slug).Reverse()] : [];

    /// <summary>The last form that this visitor sent; null before the first form.</summary>
    public SeenForm? Seen =>
        browser.Key is { } visitor && items.All<SeenForm>(visitor, SeenSlug) is [var last, ..] ? last.Value : null;

    public IReadOnlyList<string> Methods { get; } = ["POST", "GET", "PUT"];

    /// <summary>
    /// Values to try in the header that overrides the HTTP method. The value with a line break is sent as two headers.
    /// </summary>
    public IReadOnlyList<string> Overrides { get; } =
    ["DELETE", "put", "PATCH", "GET", "HEAD", "OPTIONS", "PURGE", "PUT, DELETE", "PUT\nDELETE", ""];

    public string Method => Requested("sent", Methods);

    public string Override => Requested("header", Overrides);

    /// <summary>
    /// Sends a request with the chosen header through the method override middleware to a handler that records what it
    /// receives.
    /// </summary>
    public Task<MethodTrial> Try() =>
        MethodTrial.Send(services, Method, Override.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    string Requested(string name, IReadOnlyList<string> among) =>
        accessor.HttpContext?.Request.Query[name].ToString() is { } said
        && among.Contains(said)
        && accessor.HttpContext.Request.Query.ContainsKey(name)
            ? said
            : among[0];
}

/// <param name="Sent">The method that the browser sent.</param>
/// <param name="Method">The method that selected the handler.</param>
/// <param name="Fields">The number of form fields without the antiforgery token.</param>
public sealed record SeenForm(string Sent, string Method, string Handler, int Fields);
