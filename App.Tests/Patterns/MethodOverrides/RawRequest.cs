using System.Net.Sockets;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Patterns.MethodOverrides;

/// <summary>Sends a request byte by byte as given, without an HTTP client.</summary>
static class RawRequest
{
    public static async Task<string> Raw(BareApp app, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
