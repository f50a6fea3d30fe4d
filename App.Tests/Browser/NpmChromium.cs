using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace App.Tests.Browser;

/// <summary>
/// The Chromium of the npm package @sparticuz/chromium, for Linux on x64. The package includes libraries that a minimal
/// system lacks (NSS, expat, SwiftShader), and needs only glibc 2.34 and libgcc_s. The package is unpacked once and
/// needs about 210 MB.
/// </summary>
static class NpmChromium
{
    public static bool IsInstalled => Directory.Exists(Path.Combine(Package, "bin"));

    /// <summary>
    /// Returns the executable and the folder of its shared libraries. Throws when the package is missing or does not
    /// support this machine.
    /// </summary>
    public static (string Executable, string Libraries) Unpack()
    {
        if (
            !OperatingSystem.IsLinux()
            || RuntimeInformation.ProcessArchitecture is not System.Runtime.InteropServices.Architecture.X64
        )
            throw new PlatformNotSupportedException("the package holds a build for Linux on x64 only");
        if (!IsInstalled)
            throw new DirectoryNotFoundException($"{Package} is missing; a build installs it by npm ci");

        var folder = Checkout.Cached($"chromium-{Version()}", Fill);
        return (Path.Combine(folder, "chromium"), Path.Combine(folder, "lib"));
    }

    /// <summary>Unpacks one of the package's archives, such as its fonts, into a folder.</summary>
    public static void Extract(string archive, string folder)
    {
        using var tar = Decompress(archive);
        TarFile.ExtractToDirectory(tar, folder, overwriteFiles: true);
    }

    public static string Version()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Package, "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    static string Package => Path.Combine(Checkout.NodeModules, "@sparticuz", "chromium");

    static void Fill(string folder)
    {
        Extract("al2023.tar.br", folder);
        Extract("swiftshader.tar.br", folder);

        var executable = Path.Combine(folder, "chromium");
        using (var packed = Decompress("chromium.br"))
        using (var file = File.Create(executable))
            packed.CopyTo(file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(executable, (UnixFileMode)0b111_101_101);
    }

    static BrotliStream Decompress(string archive) =>
        new(File.OpenRead(Path.Combine(Package, "bin", archive)), CompressionMode.Decompress);
}
