using System.IO.Compression;
using System.Xml.Linq;
using App.Tests.Architecture;

namespace App.Tests.Patterns.Packaging;

/// <summary>Tests which files the tool package and the published folders contain.</summary>
[Collection(PackagedProgram.Collection)]
public sealed class PackageTests(PackagedProgram program)
{
    const string Root = "tools/net10.0/any/";

    [Fact]
    [Trait("Statement", "P05.1")]
    public void The_package_has_the_name_version_and_licence_of_the_project_file_and_no_dependency_to_install()
    {
        using var package = ZipFile.OpenRead(program.Packages[0]);
        using var nuspec = package.GetEntry("carafe.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string? ValueOf(string name) => metadata.Elements().SingleOrDefault(one => one.Name.LocalName == name)?.Value;
        Assert.Equal("carafe", ValueOf("id"));
        Assert.Equal(PackagedProgram.Version, ValueOf("version"));
        Assert.Equal("MIT", ValueOf("license"));
        Assert.Equal("README.md", ValueOf("readme"));
        Assert.Null(ValueOf("dependencies"));
    }

    [Fact]
    [Trait("Statement", "P05.1")]
    [Trait("Statement", "P05.4")]
    public void The_package_has_every_static_file_and_the_source_of_every_test()
    {
        var names = NamesIn(program.Packages[0]).ToHashSet();
        var wanted = Directory.GetFiles(Source.Path("wwwroot"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Source.Root, file))
            .Concat(Source.Below("App.Tests", "*.cs").Select(file => $"source/{file.Name}"))
            .Concat(["carafe.dll", "carafe.runtimeconfig.json", "wwwroot/lib/htmx/htmx.min.js", "LICENSE"]);
        Assert.Equal([], wanted.Where(name => !names.Contains(Root + name)));
        Assert.Contains("README.md", names);
        Assert.Contains("LICENSE", names);
    }

    [Fact]
    public void The_package_has_nothing_of_the_machine_that_built_it()
    {
        var names = NamesIn(program.Packages[0]).ToList();
        Assert.DoesNotContain(names, name => name.Contains("..", StringComparison.Ordinal)
            || name.StartsWith("staticwebassets/", StringComparison.Ordinal)
            || name.EndsWith("carafe.staticwebassets.runtime.json", StringComparison.Ordinal));
        const string known = @"^(tools/|package/|_rels/|\[Content_Types\]|carafe\.nuspec|README\.md|LICENSE)";
        Assert.All(names, name => Assert.Matches(known, name));
    }

    [Fact]
    [Trait("Statement", "P05.4")]
    public void Two_builds_of_one_commit_contain_the_same_files_with_the_same_bytes()
    {
        using var first = ZipFile.OpenRead(program.Packages[0]);
        using var second = ZipFile.OpenRead(program.Packages[1]);
        Assert.Equal(
            first.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal),
            second.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Empty(first.Entries
            .Where(entry => !BytesOf(entry).SequenceEqual(BytesOf(second.GetEntry(entry.FullName)!)))
            .Select(entry => entry.FullName));
    }

    [Theory]
    [InlineData("linux-x64", 62)]
    [InlineData("linux-arm64", 183)]
    public void A_published_folder_has_the_runtime_of_its_system_and_the_compiled_program_of_the_package(
        string system,
        int machine
    )
    {
        var folder = program.FolderOf(system);
        foreach (var native in (string[])["carafe", "libcoreclr.so", "libe_sqlite3.so"])
            Assert.Equal(machine, MachineOf(Path.Combine(folder, native)));
        using var package = ZipFile.OpenRead(program.Packages[0]);
        Assert.Equal(
            BytesOf(package.GetEntry($"{Root}carafe.dll")!),
            File.ReadAllBytes(Path.Combine(folder, "carafe.dll")));
        Assert.Equal([], NamesIn(program.Packages[0])
            .Where(name => name.StartsWith($"{Root}wwwroot/", StringComparison.Ordinal)
                || name.StartsWith($"{Root}source/", StringComparison.Ordinal))
            .Where(name => !File.Exists(Path.Combine(folder, name[Root.Length..]))));
    }

    static List<string> NamesIn(string path)
    {
        using var package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    // Returns the processor from the header of an ELF file: 62 for x64, 183 for arm64.
    static int MachineOf(string path)
    {
        using var file = File.OpenRead(path);
        var header = new byte[20];
        file.ReadExactly(header);
        Assert.Equal([0x7f, (byte)'E', (byte)'L', (byte)'F'], header[..4]);
        return BitConverter.ToUInt16(header, 18);
    }

    static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
