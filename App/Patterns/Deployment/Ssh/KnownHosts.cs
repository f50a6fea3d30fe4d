using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace App.Patterns.Deployment.Ssh;

/// <summary>The trusted and revoked host keys of an OpenSSH <c>known_hosts</c> file.</summary>
/// <remarks>
/// Supports wildcards, negation, hashed names and <c>@revoked</c>. Ignores <c>@cert-authority</c>. Flask documentation:
/// Deploying with Fabric, Running Fabfiles.
/// </remarks>
public sealed class KnownHosts
{
    readonly IReadOnlyList<Entry> entries;

    KnownHosts(IEnumerable<Entry> entries) => this.entries = [.. entries];

    /// <summary>Reads a file. A missing file is treated as an empty one.</summary>
    /// <param name="path">The path, usually <c>~/.ssh/known_hosts</c>.</param>
    /// <returns>The keys.</returns>
    public static KnownHosts Read(string path) => Parse(File.Exists(path) ? File.ReadAllLines(path) : []);

    /// <summary>Parses the lines of a file. Comments and invalid lines are ignored.</summary>
    /// <param name="lines">The lines of the file.</param>
    /// <returns>The keys.</returns>
    public static KnownHosts Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new(lines.Select(Entry.Parse).OfType<Entry>());
    }

    /// <summary>Returns the types of a host's known keys that are not revoked, such as <c>ssh-ed25519</c>.</summary>
    /// <param name="host">The host name or IP address.</param>
    /// <param name="port">The port of the SSH server.</param>
    /// <returns>The types; empty for an unknown host.</returns>
    public IReadOnlyList<string> TypesOf(string host, int port) =>
        [.. entries.Where(entry => !entry.IsRevoked && entry.Matches(NameOf(host, port))).Select(entry => entry.Type)];

    /// <summary>Whether the file lists the key for the host and does not revoke it.</summary>
    /// <param name="host">The host name or IP address.</param>
    /// <param name="port">The port of the SSH server.</param>
    /// <param name="key">The public key in the binary form that the host sends.</param>
    /// <returns><see langword="false"/> for an unlisted key, a revoked key, or an unknown host.</returns>
    public bool Trusts(string host, int port, byte[] key)
    {
        var text = Convert.ToBase64String(key);
        var same = entries.Where(entry => entry.Key == text && entry.Matches(NameOf(host, port))).ToList();
        return same.Count > 0 && !same.Exists(entry => entry.IsRevoked);
    }

    static string NameOf(string host, int port) =>
        port == 22 ? host : string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}");

    sealed record Entry(string Names, string Type, string Key, bool IsRevoked)
    {
        const string Hashed = "|1|";

        public static Entry? Parse(string line)
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return words switch
            {
                ["@revoked", var names, var type, var key, ..] => new(names, type, key, true),
                [['@' or '#', ..], ..] => null,
                [var names, var type, var key, ..] => new(names, type, key, false),
                _ => null,
            };
        }

        public bool Matches(string name)
        {
            if (Names.StartsWith(Hashed, StringComparison.Ordinal)) return MatchesHash(name);
            var patterns = Names.Split(',');
            return patterns.Any(pattern => IsMatch(pattern, name))
                && !patterns.Any(pattern => pattern.StartsWith('!') && IsMatch(pattern[1..], name));
        }

        static bool IsMatch(string pattern, string name) =>
            FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

        // The file format allows only HMAC-SHA1 for hashed host names.
        bool MatchesHash(string name)
        {
            if (Names[Hashed.Length..].Split('|') is not [var salt, var hash]) return false;
            try
            {
#pragma warning disable CA5350
                return CryptographicOperations.FixedTimeEquals(
                    HMACSHA1.HashData(Convert.FromBase64String(salt), Encoding.UTF8.GetBytes(name)),
                    Convert.FromBase64String(hash));
#pragma warning restore CA5350
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}
