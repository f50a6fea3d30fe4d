using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class ServerTimingTests
{
    [Fact]
    [Trait("Statement", "P20.1"), Trait("Statement", "P20.3"), Trait("Statement", "P07.1")]
    public async Task An_operator_is_told_how_long_it_took_and_whether_the_database_was_opened_and_nobody_else_is()
    {
        await using var library = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        using var operators = await library.SignUp("first-one");
        using var member = await library.SignUp("second-one");
        using var visitor = library.NewVisitor();
        Assert.Matches("^total;dur=[0-9]+\\.[0-9], db;desc=\"opens=1\"$", (await operators.Get("/en/links")).Headers["Server-Timing"]);
        Assert.Matches("^total;dur=", (await operators.Get("/en/links/999")).Headers["Server-Timing"]);
        Assert.Matches("^total;dur=", (await operators.Get("/probe/throw")).Headers["Server-Timing"]);
        Assert.DoesNotContain("Server-Timing", (await member.Get("/en/links")).Headers.Keys);
        Assert.DoesNotContain("Server-Timing", (await visitor.Get("/en/")).Headers.Keys);
        // Files end at routing: nobody asks who is there.
        Assert.DoesNotContain("Server-Timing", (await operators.Get("/css/site.css")).Headers.Keys);
    }
}
