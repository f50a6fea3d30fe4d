using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Patterns.Deployment;

/// <summary>The address of a host: <c>user@name:port</c>, or <c>local</c> for this computer.</summary>
/// <param name="User">The user to sign in as; empty for the name of the user who runs the program.</param>
/// <param name="Name">The host name or IP address.</param>
/// <param name="Port">The port of the SSH server, 1 to 65535.</param>
/// <remarks>Flask documentation: Deploying with Fabric, Running Fabfiles (<c>env.hosts</c>).</remarks>
public sealed partial record DeploymentHost(string User, string Name, int Port)
{
    /// <summary>The name that stands for this computer. Steps run on it without SSH.</summary>
    public const string LocalName = "local";

    /// <summary>Whether the host is this computer, so that steps run without SSH.</summary>
    public bool IsLocal => User.Length == 0 && Name == LocalName;

    /// <summary>
    /// Parses an address such as <c>carafe@links.example.com:2222</c>, <c>[::1]:22</c> or <c>local</c>.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <returns>The host; its port is 22 when the text has none.</returns>
    /// <exception cref="FormatException">The text is not the address of a host.</exception>
    public static DeploymentHost Parse(string text)
    {
        var match = Address().Match(text ?? "");
        var port = match.Groups["port"] is { Success: true, Value: var digits }
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : 22;
        if (!match.Success || port is < 1 or > 65535)
            throw new FormatException($"'{text}' is no host. Give user@name, user@name:port or {LocalName}.");
        return new(match.Groups["user"].Value, match.Groups["name"].Value.Trim('[', ']'), port);
    }

    /// <summary>Writes the address in the form that <see cref="Parse"/> reads.</summary>
    /// <returns>The address, without the port when it is 22.</returns>
    public override string ToString()
    {
        var name = Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(User.Length > 0 ? $"{User}@" : "")}{name}{(Port == 22 ? "" : $":{Port}")}");
    }

    [GeneratedRegex(
        @"\A(?:(?<user>[\w][\w.-]*)@)?(?<name>[\w][\w.-]*|\[[0-9A-Fa-f:.]+\])(?::(?<port>\d{1,5}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
