using System.Collections.Concurrent;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace App.Pipeline;

/// <summary>
/// Reads and writes the key files of data protection. Skips and logs a file that cannot be read. ASP.NET Core's own
/// repository does not skip such a file, and then every page with a form fails.
/// </summary>
sealed class KeyFiles(DirectoryInfo directory, ILoggerFactory loggers) : FileSystemXmlRepository(directory, loggers)
{
    readonly ILogger log = loggers.CreateLogger<KeyFiles>();
    readonly ConcurrentDictionary<string, bool> logged = new();

    public override IReadOnlyCollection<XElement> GetAllElements()
    {
        List<XElement> elements = [];
        foreach (var path in Paths(Directory.FullName))
        {
            if (Read(path) is { } element) elements.Add(element);
            else if (logged.TryAdd(path, true)) log.LogError("The key file {Path} is damaged and is not used", path);
        }
        return elements;
    }

    /// <summary>The unreadable key files of a directory, sorted.</summary>
    public static IReadOnlyList<string> Damaged(string directory) =>
        [.. Paths(directory).Where(path => Read(path) is null)];

    static IEnumerable<string> Paths(string directory) =>
        System.IO.Directory.Exists(directory)
            ? System.IO.Directory.GetFiles(directory, "*.xml").Order(StringComparer.Ordinal)
            : [];

    static XElement? Read(string path)
    {
        try
        {
            return XElement.Load(path) is var element && IsUsable(element) ? element : null;
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Whether the key manager can use the element. A single invalid element would make the key manager fail for all
    // keys.
    static bool IsUsable(XElement element) =>
        element.Name.LocalName switch
        {
            "key" => Guid.TryParse((string?)element.Attribute("id"), out _)
                && ((string[])["creationDate", "activationDate", "expirationDate"]).All(name =>
                    IsDate(element.Element(name))
                )
                && element.Element("descriptor") is { } descriptor
                && descriptor.Attribute("deserializerType") is not null
                && descriptor.Descendants("value").All(IsBase64),
            "revocation" => IsDate(element.Element("revocationDate"))
                && element.Element("key")?.Attribute("id") is not null,
            _ => false,
        };

    static bool IsDate(XElement? element) =>
        DateTimeOffset.TryParse((string?)element, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool IsBase64(XElement element) =>
        Convert.TryFromBase64String(element.Value, new byte[element.Value.Length], out _);
}

static class KeyFilesSetup
{
    /// <summary>Stores the keys in a directory and skips damaged files.</summary>
    public static IDataProtectionBuilder PersistKeysTo(this IDataProtectionBuilder builder, string directory)
    {
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((options, loggers) =>
            options.XmlRepository = new KeyFiles(new DirectoryInfo(directory), loggers));
        return builder;
    }
}
