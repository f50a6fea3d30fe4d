using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace App.Patterns.Deployment;

/// <summary>The keys of known hosts, in the format of OpenSSH's <c>known_hosts</c> file.</summary>
/// <remarks>Flask documentation: Deploying with Fabric.</remarks>
public sealed class KnownHosts
{
    readonly IReadOnlyList<Entry> entries;

    KnownHosts(IEnumerable<Entry> entries) => this.entries = [.. entries];

    /// <summary>Reads a file. A missing file has no keys.</summary>
    /// <param name="path">The path, usually <c>~/.ssh/known_hosts</c>.</param>
    /// <returns>The keys.</returns>
    public static KnownHosts Read(string path) => Parse(File.Exists(path) ? File.ReadAllLines(path) : []);

    /// <summary>Parses the lines of a file. Lines that are no entry are ignored.</summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The keys.</returns>
    public static KnownHosts Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new(lines.Select(Entry.Parse).OfType<Entry>());
    }

    /// <summary>The types of the keys that are known for a host, such as <c>ssh-ed25519</c>.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="port">The port.</param>
    /// <returns>The types; empty for an unknown host.</returns>
    public IReadOnlyList<string> TypesOf(string host, int port) =>
        [.. entries.Where(entry => !entry.IsRevoked && entry.Matches(NameOf(host, port))).Select(entry => entry.Type)];

    /// <summary>Whether the key belongs to the host and was not revoked.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="port">The port.</param>
    /// <param name="key">The public key as the host sends it.</param>
    /// <returns><see langword="false"/> for another key, a revoked key, or an unknown host.</returns>
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

        // OpenSSH hashes host names with HMAC-SHA1; the format has no other algorithm.
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
