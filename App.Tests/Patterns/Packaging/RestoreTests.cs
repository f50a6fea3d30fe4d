using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packaging;

/// <summary>Tests that a restore respects version ranges, the lock file and the configured package sources.</summary>
[Collection(PackagedProgram.Collection)]
public sealed partial class RestoreTests(PackagedProgram program) : IDisposable
{
    const string Package = "dapper";
    const string PackageVersion = "2.1.86";

    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P05.5")]
    public void Every_dependency_has_a_lowest_version_and_an_upper_bound() => Assert.Empty(
        from package in XDocument.Load(Source.Path("Directory.Packages.props")).Descendants("PackageVersion")
        let range = package.Attribute("Version")!.Value
        where !Range().IsMatch(range)
        select $"{package.Attribute("Include")!.Value} {range}");

    [Theory]
    [InlineData("\"contentHash\": \"v5wQ", "\"contentHash\": \"AAAA", "NU1403")]
    [InlineData("\"requested\": \"[2.1.86, 3.0.0)\"", "\"requested\": \"[2.1.80, 3.0.0)\"", "NU1004")]
    [Trait("Statement", "P05.5")]
    public async Task A_changed_lock_file_fails_the_restore(string text, string changed, string code)
    {
        var path = Path.Combine(program.Checkout, "App/packages.lock.json");
        var original = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(text, original, StringComparison.Ordinal);
        File.WriteAllText(path, original.Replace(text, changed, StringComparison.Ordinal));
        var restore = await program.RunInCheckout("dotnet", "restore", "App", "--force");
        File.WriteAllText(path, original);
        Assert.NotEqual(0, restore.Code);
        Assert.Contains(code, restore.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await program.RunInCheckout("dotnet", "restore", "App", "--force")).Code);
    }

    [Theory]
    [InlineData("Dapper", "[2.1.0,3.0.0)", null)]
    [InlineData("Dapper", "[3.0.0,4.0.0)", "NU1102")]
    [InlineData("Markdig", "[1.0.0,2.0.0)", "NU110")]
    [Trait("Statement", "P05.5")]
    public async Task A_restore_installs_from_the_configured_source_and_only_within_the_range(
        string package,
        string range,
        string? error
    )
    {
        CopyPackage();
        File.WriteAllText(directory.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="private" value="{directory.File("feed")}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="private"><package pattern="Dapper" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(directory.File("Site.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>installed</RestorePackagesPath>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{range}" /></ItemGroup>
            </Project>
            """);
        using var restore = ChildProgram.StartDotnet(["restore", directory.File("Site.csproj")], directory.Path);
        await restore.Ended(TimeSpan.FromMinutes(5));
        Assert.Equal(error is null, restore.ExitCode == 0);
        Assert.Contains(error ?? "Restored", restore.Output, StringComparison.Ordinal);
        Assert.Equal(error is null, Directory.Exists(directory.File($"installed/{Package}/{PackageVersion}")));
    }

    // Copies the archive of a restored package into a folder that serves as a package source.
    void CopyPackage()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Source.Path("App/obj/project.assets.json")));
        var file = assets.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(folder => Path.Combine(folder.Name, Package, PackageVersion, $"{Package}.{PackageVersion}.nupkg"))
            .First(File.Exists);
        Directory.CreateDirectory(directory.File("feed"));
        File.Copy(file, directory.File($"feed/{Path.GetFileName(file)}"));
    }

    [GeneratedRegex(@"^\[[\d.]+,[\d.]+\)$")]
    private static partial Regex Range();
}
