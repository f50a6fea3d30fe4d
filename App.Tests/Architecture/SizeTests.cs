namespace App.Tests.Architecture;

/// <summary>Tests that files and folders do not exceed size limits, so that they remain readable.</summary>
public sealed class SizeTests
{
    [Fact]
    public void A_file_has_a_limited_number_of_lines() =>
        Assert.Empty(
            from file in Source.Files("*.cs", "*.cshtml")
            let limit = file.Name.EndsWith(".cshtml", StringComparison.Ordinal) ? 100 : 300
            let lines = file.Lines.Count(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            where lines > limit
            select $"{file.Name} has {lines} lines without comments; divide it by noun"
        );

    [Fact]
    public void A_test_file_has_at_most_200_lines() =>
        Assert.Empty(
            from file in Source.Below("App.Tests", "*.cs")
            where file.Lines.Count > 200
            select $"{file.Name} has {file.Lines.Count} lines; divide it by subject"
        );

    [Fact]
    public void A_folder_holds_at_most_35_files() => Assert.Empty(
        from file in Source.Files("*.cs", "*.cshtml")
        group file by System.IO.Path.GetDirectoryName(file.Name) into folder
        where folder.Count() > 35
        select $"{folder.Key} has {folder.Count()} files; divide it by noun");
}
