using System.Data.Common;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class SqliteDemoTests
{
    static readonly string[] samples = ["quote", "wildcards", "statement", "NUL", "100 kB"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Statement", "P07.8")]
    public async Task Each_text_is_read_back_unchanged_and_shown_as_a_row(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/sqlite3");
        Assert.Empty(form.FindAll("#sqlite-row"));
        foreach (var sample in samples)
        {
            var response = await visitor.Submit(
                form,
                "#sqlite-demo",
                new Dictionary<string, string?> { ["sample"] = sample },
                htmx
            );
            Assert.StartsWith(
                "What came back is what was sent",
                response.Find("#sqlite-same").TextContent,
                StringComparison.Ordinal
            );
            Assert.Equal(htmx, !response.Text.Contains("<html", StringComparison.Ordinal));
        }
        var typed = await visitor.Submit(
            form,
            "#sqlite-demo",
            new Dictionary<string, string?> { ["text"] = "Größe <b>" },
            htmx
        );
        Assert.Equal(
            ["Größe <b>", "text", "9", "11 of 11 sent", "4772C3B6C39F65203C623E"],
            typed.FindAll("#sqlite-row dd").Select(value => value.TextContent)
        );
    }

    [Fact]
    [Trait("Statement", "P07.1")]
    [Trait("Statement", "P07.2")]
    public async Task The_connection_opens_with_the_first_statement_and_each_scope_has_its_own()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(
            await visitor.Get("/en/patterns/sqlite3"),
            "#sqlite-demo",
            new Dictionary<string, string?> { ["text"] = "x" }
        );
        Assert.Equal(
            ["not open", "open", "open", "open", "not open"],
            page.FindAll("#sqlite-steps tbody td:nth-child(2)").Select(cell => cell.TextContent)
        );
    }

    [Fact]
    public async Task A_text_is_shortened_and_only_the_last_trial_of_a_visitor_is_stored()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/sqlite3");
        for (var i = 0; i < 3; i++)
            await visitor.Submit(
                form,
                "#sqlite-demo",
                new Dictionary<string, string?> { ["text"] = new string('x', 5_000) }
            );
        var page = await visitor.Get("/en/patterns/sqlite3");
        Assert.Contains("500 of 500 sent", page.Find("#sqlite-row").TextContent, StringComparison.Ordinal);
        Assert.Empty((await other.Get("/en/patterns/sqlite3")).FindAll("#sqlite-row"));
        Assert.Equal(
            (1L, true),
            library.InScope(services =>
                services
                    .GetRequiredService<DbConnection>()
                    .QuerySingle<(long, bool)>(
                        "select count(*), max(length(value)) < 2000 from demonstration_items where slug = 'sqlite3'"
                    )
            )
        );
    }
}
