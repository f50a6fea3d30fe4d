namespace App.Blueprints.Handbook.Exchanges;

/// <summary>A request to a demonstration and its response, as sent over the network.</summary>
public sealed record Exchange
{
    /// <summary>The request line, the relevant headers and the form.</summary>
    public required string Request { get; init; }

    public required string Response { get; init; }

    public required ExchangeKind Kind { get; init; }
}

/// <summary>
/// What the response contains: a full page, a fragment of a page for htmx, nothing, or other content.
/// </summary>
public enum ExchangeKind { Page, Fragment, Empty, Other }
