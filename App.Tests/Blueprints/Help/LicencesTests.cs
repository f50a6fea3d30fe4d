using System.Text.Json;
using System.Xml.Linq;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Help;

public sealed class LicencesTests
{
    [Fact]
    [Trait("Statement", "P05.5")]
    public async Task Every_locked_package_is_listed_for_everyone_with_its_version_below_its_licence_text()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/about/licences");
        var tools = XDocument.Load(Source.Path("App/App.csproj")).Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets") is not null)
            .Select(package => package.Attribute("Include")!.Value);
        Assert.NotEmpty(tools);
        var wanted = Locked().Where(package => !tools.Contains(package.Name)).Concat(Npm()).Distinct().ToList();
        Assert.Contains(wanted, package => package.Name == "SQLitePCLRaw.core");
        foreach (var (name, version) in wanted)
        {
            var entry = page.Find($"[data-dependency='{name}']");
            Assert.Contains($" {version}", entry.TextContent, StringComparison.Ordinal);
            Assert.NotEmpty(entry.Closest("section")!.QuerySelector("details pre")!.TextContent);
        }
        Assert.DoesNotContain("MinVer", page.Find("main").TextContent, StringComparison.Ordinal);
        var mit = page.Find("[data-dependency=AngleSharp]").Closest("section")!;
        Assert.Equal("MIT", mit.QuerySelector("h2")!.TextContent);
        Assert.Contains("THE SOFTWARE IS PROVIDED", mit.TextContent, StringComparison.Ordinal);
        Assert.Contains("Copyright 2013-2026, AngleSharp.", mit.TextContent, StringComparison.Ordinal);
    }

    static List<(string Name, string Version)> Locked()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Source.Path("App/packages.lock.json")));
        return
        [
            .. from framework in file.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in framework.Value.EnumerateObject()
               select (package.Name, package.Value.GetProperty("resolved").GetString()!),
        ];
    }

    static List<(string Name, string Version)> Npm()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Source.Path("package.json")));
        return
        [
            .. file.RootElement.GetProperty("dependencies").EnumerateObject()
                .Select(package => (package.Name, package.Value.GetString()!)),
        ];
    }
}
