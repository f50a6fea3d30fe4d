using App.Patterns.Uploads;

namespace App.Tests.Patterns.Uploads;

public sealed class SecureFileNameTests
{
    [Theory]
    [Trait("Statement", "P09.5"), Trait("Statement", "P09.6")]
    [InlineData("My cool movie.mov", "My_cool_movie.mov")]
    [InlineData("../../../etc/passwd", "etc_passwd")]
    [InlineData("i contain cool ümläuts.txt", "i_contain_cool_umlauts.txt")]
    [InlineData("__filename__", "filename")]
    [InlineData("foo$&^*)bar", "foobar")]
    [InlineData("../../../../home/username/.bashrc", "home_username_.bashrc")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("..", "")]
    [InlineData("...", "")]
    [InlineData("/", "")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("日本語.pdf", "pdf")]
    [InlineData(".png", "png")]
    [InlineData("_.png", "png")]
    [InlineData("-.png", "-.png")]
    [InlineData("-rf", "-rf")]
    [InlineData("a..b", "a..b")]
    [InlineData("résumé.PDF", "resume.PDF")]
    [InlineData("a\0b.txt", "ab.txt")]
    [InlineData("foo.tar.gz", "foo.tar.gz")]
    [InlineData("ﬁle.txt", "file.txt")]
    [InlineData("①.txt", "1.txt")]
    [InlineData("½.png", "12.png")]
    [InlineData("ß.txt", "txt")]
    [InlineData("İ.txt", "I.txt")]
    [InlineData("file.txt.", "file.txt")]
    [InlineData("file.txt ", "file.txt")]
    [InlineData("a\tb\nc.txt", "a_b_c.txt")]
    [InlineData("a\u00A0b.txt", "a_b.txt")]
    [InlineData("a\u3000b.txt", "a_b.txt")]
    [InlineData("a\u2028b.txt", "ab.txt")]
    [InlineData("%2e%2e%2fetc", "2e2e2fetc")]
    [InlineData("foo⁄bar.txt", "foobar.txt")]
    [InlineData("x/../../y.txt", "x_.._.._y.txt")]
    public void File_names_are_cleaned_by_the_rules(string name, string expected) =>
        Assert.Equal(expected, SecureFileName.Clean(name));

    [Theory]
    [Trait("Statement", "P09.7")]
    [InlineData("a/b\\c.txt", "a_b_c.txt")]
    [InlineData("..\\..\\windows\\win.ini", "windows_win.ini")]
    [InlineData("C:\\temp\\x.txt", "C_temp_x.txt")]
    public void A_backslash_is_a_path_separator_on_every_platform(string name, string expected) =>
        Assert.Equal(expected, SecureFileName.Clean(name));

    [Theory]
    [Trait("Statement", "P09.7")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("lpt4.tar.gz", "_lpt4.tar.gz")]
    [InlineData("console.txt", "console.txt")]
    [InlineData("日本語.pdf", "file-7.pdf")]
    [InlineData(".png", "file-7.png")]
    [InlineData("...", "file-7")]
    [InlineData("", "file-7")]
    [InlineData("a.b", "a.b")]
    public void A_file_name_is_never_empty_and_never_a_device_name(string name, string expected) =>
        Assert.Equal(expected, SecureFileName.Of(name, "7"));

    [Fact]
    [Trait("Statement", "P09.7")]
    public void A_long_file_name_is_shortened_before_its_extension()
    {
        var name = SecureFileName.Of(new string('x', 300) + ".html", "7");
        Assert.Equal(SecureFileName.MaxBytes, name.Length);
        Assert.EndsWith("x.html", name);
        Assert.Equal(SecureFileName.MaxBytes, SecureFileName.Of("a." + new string('b', 300), "7").Length);
    }

    [Fact]
    [Trait("Statement", "P09.9")]
    public void An_unpaired_surrogate_is_removed_and_Unicode_decomposition_is_verified()
    {
        Assert.Equal("ab.txt", SecureFileName.Clean("a\ud800b.txt"));
        SecureFileName.AssertDecomposes();
    }
}
