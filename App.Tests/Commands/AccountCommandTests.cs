using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class AccountCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_account_command_adds_an_account_and_resets_its_password()
    {
        Assert.Equal((ExitCode.Done, ""), await Account(["add", "miriam"], "first correct horse\n"));
        Assert.Equal(ExitCode.Failed, (await Account(["add", "Miriam"], "another correct horse\n")).Code);
        Assert.True(await SignsIn("miriam", "first correct horse"));
        Assert.Equal((ExitCode.Done, ""), await Account(["reset", "miriam", "--password", "second correct horse"], ""));
        Assert.True(await SignsIn("miriam", "second correct horse"));
        Assert.False(await SignsIn("miriam", "first correct horse"));
    }

    [Fact]
    public async Task The_account_command_changes_operators_but_keeps_the_last_one()
    {
        Assert.Equal((ExitCode.Done, ""), await Account(["add", "miriam"], "first correct horse\n"));
        Assert.Equal((ExitCode.Done, ""), await Account(["add", "second"], "other correct horse\n"));
        Assert.Equal(ExitCode.Failed, (await Account(["operator", "miriam", "--remove"], "")).Code);
        Assert.Equal((ExitCode.Done, ""), await Account(["operator", "second"], ""));
        Assert.Equal((ExitCode.Done, ""), await Account(["operator", "miriam", "--remove"], ""));
        Assert.Equal(ExitCode.Failed, (await Account(["operator", "second", "--remove"], "")).Code);
    }

    [Theory]
    [InlineData("operator", "nobody", "")]
    [InlineData("reset", "nobody", "some correct horse\n")]
    [InlineData("add", "miriam", "x\n")]
    [InlineData("add", "miriam", "")]
    [InlineData("add", "not a name!", "some correct horse\n")]
    public async Task A_failing_command_prints_one_line_and_exits_with_1(
        string verb, string name, string password)
    {
        var (code, errors) = await Account([verb, name], password);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Single(CommandLineTests.Lines(errors));
    }

    [Theory]
    [InlineData()]
    [InlineData("add")]
    [InlineData("rename", "miriam")]
    public async Task A_wrong_verb_or_missing_name_exits_with_2(params string[] arguments)
    {
        var (code, errors) = await Account(arguments, "");
        Assert.Equal(ExitCode.WrongUse, code);
        Assert.Single(CommandLineTests.Lines(errors));
    }

    async Task<(int Code, string Errors)> Account(string[] arguments, string input)
    {
        using var program = await ChildProgram.Run(
            ["account", .. arguments, "--DataDirectory", directory.Path],
            input: input
        );
        return (program.ExitCode, program.Errors);
    }

    async Task<bool> SignsIn(string name, string password)
    {
        using var program = ChildProgram.Start([
            "serve",
            "--DataDirectory",
            directory.Path,
            "--urls",
            "http://127.0.0.1:0",
        ]);
        using var visitor = new Visitor(await program.Listening(), "en");
        var page = await visitor.Get("/en/account/sign-in");
        var answer = await visitor.Submit(
            page,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = name, ["password"] = password },
            follow: false
        );
        return answer.Status == HttpStatusCode.SeeOther;
    }
}
