using App.Commands;
using App.Patterns.LazyViews;
using App.Tests.Testing;

namespace App.Tests;

public sealed class UrlMapTests
{
    [Fact]
    [Trait("Statement", "P16.1"), Trait("Statement", "P16.5")]
    public async Task Every_view_that_is_named_is_there()
    {
        await using var library = await TestLibrary.Start();
        var states = library.Services.GetRequiredService<LazyViewStates>();
        Assert.NotEmpty(states.All);
        Assert.Empty(await states.Verify());
        Assert.All(states.All, state => Assert.True(state.IsLoaded));
    }

    [Fact]
    [Trait("Statement", "P16.5")]
    public async Task The_check_command_names_all_views_and_ends_with_0()
    {
        using var program = await ChildProgram.Run(["check"]);
        Assert.Equal((ExitCode.Done, ""), (program.ExitCode, program.Errors));
        Assert.Contains("Transfer.Export", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P16.2"), Trait("Statement", "P16.6")]
    public async Task Starting_and_reading_loads_no_view_and_the_rules_of_who_may_hold_for_the_first_request()
    {
        await using var library = await TestLibrary.Start();
        var states = library.Services.GetRequiredService<LazyViewStates>();
        using var ada = await library.SignUp("ada-l");
        await ada.Get("/en/links");
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get("/export/links.csv")).Url.AbsolutePath);
        Assert.All(states.All, state => Assert.False(state.IsLoaded));

        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/export/links.csv")).Status);
        Assert.Equal("Transfer.Export", Assert.Single(states.All, state => state.IsLoaded).Name);
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task What_writes_tables_is_loaded_by_the_first_table_and_not_when_the_program_starts()
    {
        using var directory = new TestDirectory();
        using var program = ChildProgram.Start(
            ["--DataDirectory", directory.File("data"), "--urls", "http://127.0.0.1:0"], environment: AssemblyLog.Environment);
        using var ada = await TestLibrary.SignUp(new Visitor(await program.Listening(), "en"), "ada-l");
        await ada.Get("/en/links");
        await ada.Get("/export/links.html");
        Assert.Contains(AssemblyLog.Line("Dapper"), program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(AssemblyLog.Line("CsvHelper"), program.Errors, StringComparison.Ordinal);
        Assert.StartsWith("url,title", (await ada.Get("/export/links.csv")).Text, StringComparison.Ordinal);
        await program.Signal();
        await program.Ended();
        Assert.Contains(AssemblyLog.Line("CsvHelper"), program.Errors, StringComparison.Ordinal);
    }
}
