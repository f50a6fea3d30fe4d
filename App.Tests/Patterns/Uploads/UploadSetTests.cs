using System.Text;
using App.Patterns.Uploads;

namespace App.Tests.Patterns.Uploads;

public sealed class UploadSetTests : IDisposable
{
    readonly UploadSet set = new()
    {
        Name = "documents",
        Extensions = ["txt", "pdf", "png", "jpg", "jpeg", "gif"],
        MaxBytes = 1000,
        Directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
    };

    public void Dispose()
    {
        if (Directory.Exists(set.Directory)) Directory.Delete(set.Directory, recursive: true);
    }

    [Theory]
    [Trait("Statement", "P09.2"), Trait("Statement", "P09.8")]
    [InlineData("a.png", true)]
    [InlineData("A.PNG", true)]
    [InlineData("png", false)]
    [InlineData(".png", true)]
    [InlineData("a.png.html", false)]
    [InlineData("a.html.png", true)]
    [InlineData("a.", false)]
    [InlineData("a.png ", false)]
    [InlineData("日本語.pdf", true)]
    [InlineData("a.Txt\0.html", false)]
    [InlineData("a.html/.png", true)]
    [InlineData(null, false)]
    public void The_extension_after_the_last_dot_is_checked(string? name, bool expected) =>
        Assert.Equal(expected, set.Accepts(name));

    [Theory]
    [Trait("Statement", "P09.3")]
    [InlineData("x.png", "<!doctype html><script>alert(1)</script>", UploadProblem.Content)]
    [InlineData("x.jpg", "<!doctype html><script>alert(1)</script>", UploadProblem.Content)]
    [InlineData("x.gif", "<svg onload=alert(1)>", UploadProblem.Content)]
    [InlineData("x.pdf", "plain", UploadProblem.Content)]
    [InlineData("x.png", "", UploadProblem.Content)]
    [InlineData("x.png", "GIF89a", UploadProblem.Content)]
    [InlineData("x.txt", "%PDF-1.7", UploadProblem.Content)]
    [InlineData("x.txt", "GIF89a", UploadProblem.Content)]
    [InlineData("x.txt", "\u0001\0\0\0\u0002\0\0\0\0\0\0", UploadProblem.Content)]
    [InlineData("x.html", "<!doctype html>", UploadProblem.Extension)]
    [InlineData("x.gif", "GIF89a", UploadProblem.None)]
    [InlineData("X.PDF", "%PDF-1.7", UploadProblem.None)]
    [InlineData("x.txt", "plain", UploadProblem.None)]
    [InlineData("x.txt", "", UploadProblem.None)]
    [InlineData("x.txt", "a\0b\0c\0", UploadProblem.None)]
    public async Task The_first_bytes_must_match_the_extension(string name, string content, UploadProblem expected)
    {
        var file = FormFile(name, Encoding.Latin1.GetBytes(content));
        Assert.Equal(expected, set.Check(file));
        var stored = await set.Save(file, TestContext.Current.CancellationToken);
        Assert.Equal(expected, set.Check(stored, name));
    }

    [Fact]
    [Trait("Statement", "P09.3")]
    public void An_image_is_accepted_and_a_file_over_the_limit_is_rejected()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        Assert.Equal(UploadProblem.None, set.Check(FormFile("a.png", png)));
        Assert.Equal(UploadProblem.None, set.Check(FormFile("a.jpeg", [0xFF, 0xD8, 0xFF, 0xE0])));
        Assert.Equal(UploadProblem.Length, set.Check(FormFile("a.png", [.. png, .. new byte[1000]])));
    }

    static FormFile FormFile(string name, byte[] content) =>
        new(new MemoryStream(content), 0, content.Length, "file", name);

    [Fact]
    [Trait("Statement", "P09.4"), Trait("Statement", "P09.16")]
    public async Task Two_files_with_the_same_name_are_stored_separately()
    {
        var first = await set.Save(FileNamed("résumé.txt", "one"), TestContext.Current.CancellationToken);
        var second = await set.Save(FileNamed("résumé.txt", "two"), TestContext.Current.CancellationToken);
        Assert.Equal("resume.txt", first.Name);
        Assert.Equal("one", await File.ReadAllTextAsync(set.Find(first.Id)!, TestContext.Current.CancellationToken));
        Assert.Equal("two", await File.ReadAllTextAsync(set.Find(second.Id)!, TestContext.Current.CancellationToken));
        set.Delete(first.Id);
        Assert.Null(set.Find(first.Id));
    }

    [Fact]
    [Trait("Statement", "P09.11")]
    public async Task An_aborted_upload_leaves_no_file()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            set.Save(FileNamed("a.txt", "half"), new CancellationToken(canceled: true))
        );
        Assert.Empty(Directory.GetFiles(set.Directory));
    }

    [Fact]
    [Trait("Statement", "P09.11")]
    public void Leftover_temporary_files_are_deleted_after_a_day()
    {
        Directory.CreateDirectory(set.Directory);
        var leftover = Path.Combine(set.Directory, "x.part");
        File.WriteAllText(leftover, "half");
        set.RemoveLeftovers(DateTimeOffset.UtcNow);
        Assert.True(File.Exists(leftover));
        set.RemoveLeftovers(DateTimeOffset.UtcNow.AddDays(2));
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [Trait("Statement", "P09.10")]
    [InlineData("../secret")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public void Only_ids_of_stored_files_are_found(string? id) => Assert.Null(set.Find(id));

    static FormFile FileNamed(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new FormFile(new MemoryStream(bytes), 0, bytes.Length, "file", name);
    }
}
