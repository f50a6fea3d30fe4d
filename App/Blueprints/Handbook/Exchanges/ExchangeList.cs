using App.Patterns.Http;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook.Exchanges;

/// <summary>
/// The HTTP exchanges between the current visitor and a demonstration (a live example in a handbook chapter).
/// </summary>
public sealed class ExchangeList(ExchangeStore store, BrowserCookie browser, IStringLocalizer texts)
{
    public IReadOnlyList<Exchange> Of(string slug) => browser.Key is { } visitor ? store.All(visitor, slug) : [];

    public string NameOf(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Page => texts["handbook.exchanges.page"],
        ExchangeKind.Fragment => texts["handbook.exchanges.fragment"],
        ExchangeKind.Empty => texts["handbook.exchanges.empty"],
        _ => texts["handbook.exchanges.other"],
    };
}
