using System.Net;

namespace App;

/// <summary>
/// A proxy whose forwarded headers are trusted: an IP address, a network, or any client of a unix socket.
/// </summary>
public sealed record KnownProxy
{
    const string UnixName = "unix";

    /// <summary>Connections through a unix socket, which have no IP address.</summary>
    public static readonly KnownProxy Unix = new();

    /// <summary>The network; null for a unix socket.</summary>
    public IPNetwork? Network { get; private init; }

    /// <exception cref="FormatException">The text is not an address, a network or <c>unix</c>.</exception>
    public static KnownProxy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.Equals(text, UnixName, StringComparison.OrdinalIgnoreCase)) return Unix;
        if (IPAddress.TryParse(text, out var address)) return From(address);
        if (IPNetwork.TryParse(text, out var network)) return new() { Network = network };
        throw new FormatException(
            $"'{text}' is not an IP address such as 10.0.0.1, a network such as 10.0.0.0/8 or {UnixName}.");
    }

    public static KnownProxy From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new() { Network = new(address, address.GetAddressBytes().Length * 8) };
    }

    public static implicit operator KnownProxy(IPAddress address) => From(address);

    /// <param name="sender">The IP address of the connection; null for a unix socket.</param>
    public bool Includes(IPAddress? sender)
    {
        if (Network is not { } network) return sender is null;
        if (sender is null) return false;
        return network.Contains(sender) || (sender.IsIPv4MappedToIPv6 && network.Contains(sender.MapToIPv4()));
    }

    public override string ToString() => Network switch
    {
        null => UnixName,
        { } network when network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 =>
            network.BaseAddress.ToString(),
        { } network => network.ToString(),
    };
}
