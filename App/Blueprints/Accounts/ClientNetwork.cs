using System.Net;
using System.Net.Sockets;

namespace App.Blueprints.Accounts;

/// <summary>Computes the network of a client from its IP address. Rate limits count attempts per network.</summary>
static class ClientNetwork
{
    /// <summary>
    /// Returns the IPv4 address, or the /64 prefix of an IPv6 address, because one client usually owns a whole /64.
    /// </summary>
    public static string Of(IPAddress? remote)
    {
        if (remote is null) return "";
        if (remote.IsIPv4MappedToIPv6) remote = remote.MapToIPv4();
        return remote.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(remote.GetAddressBytes(), 0, 8)
            : remote.ToString();
    }
}
