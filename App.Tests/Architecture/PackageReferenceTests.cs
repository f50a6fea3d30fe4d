using System.Collections.Frozen;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace App.Tests.Architecture;

public sealed partial class PackageReferenceTests
{
    /// <summary>Maps a package to its namespace, for packages whose name differs from their namespace.</summary>
    static readonly FrozenDictionary<string, string> namespaces = new Dictionary<string, string>
    {
        ["ColorCode.HTML"] = "ColorCode",
        ["Quartz.Extensions.Hosting"] = "Quartz",
        ["SSH.NET"] = "Renci.SshNet",
    }.ToFrozenDictionary();

    [Fact]
    public void Every_package_of_the_application_is_used() =>
        Assert.Empty(Unused(Packages(), [.. Source.Below("App", "*.cs", "*.cshtml").Select(file => file.Text)]));

    [Theory]
    [InlineData("Htmx", "using Htmx;", true)]
    [InlineData("Htmx", "@using Htmx", true)]
    [InlineData("Htmx", "using static Htmx.HtmxRequestExtensions;", true)]
    [InlineData("Htmx", "using Headers = Htmx.HtmxRequestHeaders;", true)]
    [InlineData("Htmx", "var type = typeof(Htmx.HtmxRequestHeaders);", true)]
    [InlineData("Htmx", "@addTagHelper *, Htmx.TagHelpers", false)]
    [InlineData("Htmx", "using HtmxOther;", false)]
    [InlineData("Htmx", "using App.Htmx;", false)]
    [InlineData("Htmx", "// The package Htmx.", false)]
    [InlineData("Htmx.TagHelpers", "@addTagHelper *, Htmx.TagHelpers", true)]
    [InlineData("Htmx.TagHelpers", "@* @addTagHelper *, Htmx.TagHelpers *@", false)]
    [InlineData("Htmx.TagHelpers", "using Htmx;", false)]
    [InlineData("Quartz.Extensions.Hosting", "using Quartz;", true)]
    [InlineData("zxcvbn-core", "var assembly = Assembly.Load(\"zxcvbn-core\");", true)]
    public void A_package_is_used_when_a_source_names_its_namespace(string package, string text, bool isUsed) =>
        Assert.Equal(!isUsed, Unused([package, "Htmx.TagHelpers"], [text]).Contains(package));

    // Returns the packages of the application. Packages with PrivateAssets are left out: they are build tools, so no
    // code uses their namespace.
    static List<string> Packages() =>
    [
        .. from reference in XDocument.Load(Source.Path("App/App.csproj")).Descendants("PackageReference")
           where reference.Attribute("PrivateAssets") is null && reference.Element("PrivateAssets") is null
           select reference.Attribute("Include")!.Value,
    ];

    static IEnumerable<string> Unused(IReadOnlyList<string> packages, IReadOnlyList<string> texts)
    {
        var code = texts.Select(text => Comment().Replace(text, "")).ToList();
        return packages.Where(package => !code.Any(Use(package, packages).IsMatch));
    }

    /// <summary>
    /// Matches the namespace of a package in a <c>using</c>, before a type name, or as the name of an assembly. Never
    /// matches the longer namespace of another package.
    /// </summary>
    static Regex Use(string package, IReadOnlyList<string> packages)
    {
        var name = NamespaceOf(package);
        var longer = packages
            .Select(NamespaceOf)
            .Where(other => other.StartsWith($"{name}.", StringComparison.Ordinal))
            .Select(other => $@"(?!{Regex.Escape(other)}\b)");
        var end = $@"(?<![\w.]){string.Concat(longer)}{Regex.Escape(name)}\b";
        return new(
            $"""
                \busing\ (static\ )?{end} | {end}\.[A-Z]
                | addTagHelper\ [^\n]*,\ {end} | Assembly\.Load\("{end}"\)
                """,
            RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
        );
    }

    static string NamespaceOf(string package) => namespaces.GetValueOrDefault(package, package);

    [GeneratedRegex(@"^\s*//.*$|@\*[\s\S]*?\*@", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
