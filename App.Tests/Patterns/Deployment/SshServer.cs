using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using App.Patterns.Deployment;
using App.Patterns.Deployment.Ssh;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

/// <summary>
/// An OpenSSH server on a loopback port, with its own configuration, host key and user key. Disposing stops the server.
/// </summary>
sealed class SshServer : IDisposable
{
    const string Program = "/usr/sbin/sshd";

    readonly TestDirectory directory = new();
    readonly Process process;

    SshServer()
    {
        foreach (var name in (string[])["host_key", "user_key", "other_key"]) MakeKey(name);
        File.Copy(directory.File("user_key.pub"), directory.File("authorized_keys"));
        Port = DeploymentTarget.FreePort();
        File.WriteAllText(directory.File("sshd_config"), string.Create(CultureInfo.InvariantCulture, $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {directory.File("host_key")}
            AuthorizedKeysFile {directory.File("authorized_keys")}
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp
            LogLevel ERROR

            """));
        // sshd requires this directory when it runs as root.
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
        process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", directory.File("sshd_config")])
        {
            RedirectStandardError = true,
        })!;
        WriteKnownHosts("host_key");
    }

    public int Port { get; }

    public DeploymentHost Host => new(Environment.UserName, "127.0.0.1", Port);

    public string KeyFile => directory.File("user_key");

    public string KnownHostsFile => directory.File("known_hosts");

    public SshOptions Options => SshOptions.From(KeyFile, KnownHostsFile, passphrase: null);

    /// <summary>Starts the server. Skips the test when the OpenSSH server is not installed.</summary>
    public static async Task<SshServer> Start()
    {
        Assert.SkipUnless(File.Exists(Program), $"There is no {Program}: install openssh-server to run this test.");
        var server = new SshServer();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, server.Port);
                return server;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(20))
            {
                // The server does not listen yet.
            }
        }
    }

    /// <summary>Writes the file of known hosts.</summary>
    /// <param name="key"><c>host_key</c> for the key of this server, <c>other_key</c> for a wrong one.</param>
    public void WriteKnownHosts(string key)
    {
        var words = File.ReadAllText(directory.File($"{key}.pub")).Split(' ');
        File.WriteAllText(
            KnownHostsFile,
            string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {words[0]} {words[1].Trim()}\n"));
    }

    /// <summary>Breaks every open connection by killing its process. The server continues to listen.</summary>
    public async Task BreakConnections()
    {
        using var kill = Process.Start(
            "pkill", ["-KILL", "-P", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        directory.Dispose();
    }

    void MakeKey(string name)
    {
        using var keygen = Process.Start(
            "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", directory.File(name)]);
        keygen.WaitForExit();
        Assert.Equal(0, keygen.ExitCode);
    }
}
