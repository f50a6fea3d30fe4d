using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Enumeration;
using System.Security.Cryptography;

namespace App.Patterns.Deployment;

/// <summary>
/// A release as one archive file: the published program without the configuration of a host, secrets and databases.
/// </summary>
/// <remarks>
/// The bytes of the archive depend only on the names, contents and executable bits of the packed files. Flask
/// documentation: Deploying with Fabric, Creating the first Fabfile (<c>pack</c>).
/// </remarks>
/// <param name="Path">The path of the archive.</param>
/// <param name="Name">The name of the release, usually its version.</param>
/// <param name="Sha256">The SHA-256 checksum of the archive in lower-case hexadecimal digits.</param>
/// <param name="Excluded">
/// The files that were not packed, because their names suggest secrets or data; empty for an opened package.
/// </param>
public sealed record ReleasePackage(string Path, string Name, string Sha256, IReadOnlyList<string> Excluded)
{
    const string Extension = ".tar.gz";

    // Names of files with settings of one host, keys, certificates or data. They are not packed. appsettings.json has
    // the defaults of the program and is packed.
    static readonly string[] secrets =
    [
        "appsettings.*.json", "carafe.json", "config.json", "deploy.json", "secrets.json", ".env", ".env.*",
        "*.pem", "*.key", "*.pfx", "*.p12", "*.snk", "id_rsa*", "id_ecdsa*", "id_ed25519*",
        "*.db", "*.db-wal", "*.db-shm", "*.sqlite",
    ];

    /// <summary>Packs a folder into <c>TARGET/NAME.tar.gz</c>. An existing archive is replaced.</summary>
    /// <param name="folder">The folder that <c>dotnet publish</c> wrote.</param>
    /// <param name="program">The name of the executable file in the folder.</param>
    /// <param name="name">
    /// The name of the release. <see langword="null"/> means the version of the program without its commit.
    /// </param>
    /// <param name="target">The folder that the archive is written to. It is created when it is missing.</param>
    /// <returns>The package.</returns>
    /// <exception cref="DeploymentException">
    /// The folder does not contain the program, the program has no version, or the name cannot be the name of a folder.
    /// </exception>
    public static ReleasePackage Pack(string folder, string program, string? name, string target)
    {
        if (!File.Exists(System.IO.Path.Combine(folder, program)))
            throw new DeploymentException(
                $"{folder} has no file {program}. Publish the program into this folder first.");
        name ??= VersionOf(folder, program)
            ?? throw new DeploymentException($"{program} has no version. Name the release with --release.");
        Require(name);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToLookup(IsSecret);
        Directory.CreateDirectory(target);
        var path = System.IO.Path.Combine(target, name + Extension);
        var partial = $"{path}.new";
        using (var archive = File.Create(partial)) Write(archive, folder, program, files[false]);
        File.Move(partial, path, overwrite: true);
        return new(path, name, Hash(path), [.. files[true]]);
    }

    /// <summary>
    /// Opens an archive that <see cref="Pack"/> wrote. Its file name without <c>.tar.gz</c> is the name of the release.
    /// </summary>
    /// <param name="path">The path of the archive.</param>
    /// <returns>The package.</returns>
    /// <exception cref="DeploymentException">
    /// The file is missing, or its name does not end with <c>.tar.gz</c> or cannot be the name of a release.
    /// </exception>
    public static ReleasePackage Open(string path)
    {
        if (!File.Exists(path)) throw new DeploymentException($"There is no package {path}. Run pack first.");
        var file = System.IO.Path.GetFileName(path);
        if (!file.EndsWith(Extension, StringComparison.Ordinal))
            throw new DeploymentException($"{path} is no package: its name does not end with {Extension}.");
        Require(file[..^Extension.Length]);
        return new(path, file[..^Extension.Length], Hash(path), []);
    }

    static void Require(string name)
    {
        if (!DeploymentSettings.IsReleaseName(name))
            throw new DeploymentException($"'{name}' cannot be the name of a release: it is the name of a folder.");
    }

    static bool IsSecret(string file) =>
        Array.Exists(
            secrets,
            pattern => FileSystemName.MatchesSimpleExpression(pattern, System.IO.Path.GetFileName(file)));

    static void Write(Stream target, string folder, string program, IEnumerable<string> files)
    {
        using var zip = new GZipStream(target, CompressionLevel.Fastest);
        using var tar = new TarWriter(zip, TarEntryFormat.Pax);
        foreach (var file in files)
        {
            using var content = File.OpenRead(System.IO.Path.Combine(folder, file));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file)
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = IsExecutable(folder, file) || file == program ? Executable : Readable,
            });
        }
    }

    const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    static bool IsExecutable(string folder, string file) =>
        !OperatingSystem.IsWindows()
        && File.GetUnixFileMode(System.IO.Path.Combine(folder, file)).HasFlag(UnixFileMode.UserExecute);

    // Returns the version without the commit, which the SDK appends after a plus sign.
    static string? VersionOf(string folder, string program) =>
        ((string[])[$"{program}.dll", program])
            .Select(file => System.IO.Path.Combine(folder, file))
            .Where(File.Exists)
            .Select(file => FileVersionInfo.GetVersionInfo(file).ProductVersion?.Split('+')[0])
            .FirstOrDefault(version => version is { Length: > 0 });

    static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
