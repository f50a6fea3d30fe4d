using System.Net.Sockets;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Patterns.Uploads;

/// <summary>
/// Verifies that the temporary file in which the framework buffers an upload is deleted when the client disconnects.
/// The application runs in a process with its own temporary directory.
/// </summary>
public sealed class UploadSpoolTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P09.11")]
    public async Task A_disconnect_during_an_upload_leaves_no_temporary_file()
    {
        using var data = new TestDirectory();
        using var spool = new TestDirectory();
        using var program = ChildProgram.Start(
            ["--DataDirectory", data.Path, "--urls", "http://127.0.0.1:0"],
            environment: new Dictionary<string, string> { ["ASPNETCORE_TEMP"] = spool.Path }
        );
        var address = await program.Listening();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(address.Host, address.Port, cancelled);
            var part = new string('x', 110_000);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        "POST /en/patterns/fileuploads/demo HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Length: 120000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
                            + $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{part}"
                    ),
                    cancelled
                );
            await Poll.Until(() => Directory.GetFiles(spool.Path).Length == 1);
        }
        await Poll.Until(() => Directory.GetFiles(spool.Path).Length == 0);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories),
            file => file.Contains("samples", StringComparison.Ordinal));
        await program.Signal();
        await program.Ended();
    }
}
