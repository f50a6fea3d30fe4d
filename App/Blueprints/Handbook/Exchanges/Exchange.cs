namespace App.Blueprints.Handbook.Exchanges;

/// <summary>A request to a demonstration and its answer, as they went over the wire.</summary>
public sealed record Exchange
{
    /// <summary>The first line, the headers that tell something, and what was sent.</summary>
    public required string Request { get; init; }

    public required string Response { get; init; }

    public required ExchangeKind Kind { get; init; }
}

/// <summary>What came back.</summary>
public enum ExchangeKind { Page, Fragment, Empty, Other }
