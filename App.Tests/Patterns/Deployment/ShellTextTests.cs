using App.Patterns.Deployment;

namespace App.Tests.Patterns.Deployment;

public sealed class ShellTextTests
{
    /// <summary>Texts that a shell would interpret without quotes.</summary>
    public static TheoryData<string> Odd =>
    [
        "", " ", "plain", "two words", "it's", "'", "''", "\"", "\\", "$HOME", "$(touch hacked)", "`touch hacked`",
        "a;touch hacked", "a|b&c", "a\nb", "a\tb", "*", "~", "!!", "#", "-n", "--", "ü € \U0001F600", "%s%n",
        "{a,b}",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_quoted_text_is_one_word_for_the_shell(string text)
    {
        using var transport = new LocalTransport();
        List<string> lines = [];
        var code = await transport.RunAsync(
            ShellText.Script("printf '%s' \"$#\" \"$1\" | base64 -w 0", text),
            lines.Add,
            TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        Assert.Equal(
            $"1{text}", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Assert.Single(lines))));
    }

    [Fact]
    public void A_NUL_character_is_refused() => Assert.Throws<ArgumentException>(() => ShellText.Quote("a\0b"));
}
