using System.Net;
using System.Net.Sockets;

namespace App.Blueprints.Accounts;

/// <summary>The network that limits count by.</summary>
static class ClientNetwork
{
    /// <summary>An address of IPv4, or the /64 of an IPv6 address, which one person has for themselves.</summary>
    public static string Of(IPAddress? remote)
    {
        if (remote is null) return "";
        if (remote.IsIPv4MappedToIPv6) remote = remote.MapToIPv4();
        return remote.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(remote.GetAddressBytes(), 0, 8)
            : remote.ToString();
    }
}
