using System.Data.Common;
using App.Tests.Testing;
using Dapper;
using static App.Tests.Blueprints.Handbook.Demos.NameListSteps;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class SqlMappingDemoTests
{
    [Theory]
    [InlineData("1", "Ada Annie Barbara Betty Edith", "Page 1 of 3, 12 rows. Previous page: no. Next page: yes.")]
    [InlineData("", "Ada Annie Barbara Betty Edith", "Page 1 of 3, 12 rows. Previous page: no. Next page: yes.")]
    [InlineData("3", "Margaret Radia", "Page 3 of 3, 12 rows. Previous page: yes. Next page: no.")]
    [Trait("Statement", "P08.2")]
    public async Task A_page_of_rows_has_previous_and_next(string rows, string names, string line)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await Filled(library);
        foreach (var htmx in new[] { true, false })
        {
            var page = await visitor.Get($"/en/patterns/sqlalchemy/demo?rows={rows}", htmx);
            Assert.Equal(
                names,
                string.Join(' ', page.FindAll("#sqlalchemy-rows td:nth-child(2)").Select(cell => cell.TextContent))
            );
            Assert.Equal(line, page.Find("#sqlalchemy-page").TextContent);
        }
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("999999999999")]
    [Trait("Statement", "P08.2")]
    public async Task An_invalid_page_number_is_404_and_listed_as_HTTP_traffic(string rows)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await Filled(library);
        Assert.Equal(
            "Page not found in the handbook",
            (await visitor.Get($"/en/patterns/sqlalchemy/demo?rows={rows}")).Find("h1").TextContent
        );
        var note = await visitor.Get($"/en/patterns/sqlalchemy/demo?rows={rows}", htmx: true);
        Assert.Equal((HttpStatusCode.NotFound, "#flashes"), (note.Status, note.Headers["HX-Retarget"]));
        var chapter = await visitor.Get($"/en/patterns/sqlalchemy?rows={rows}");
        Assert.Equal("There is no such page of rows.", chapter.Find("#sqlalchemy-page").TextContent);
        Assert.Equal(
            ["fragment", "page"],
            chapter.FindAll("#exchanges details").Take(2).Select(exchange => exchange.GetAttribute("data-exchange"))
        );
        Assert.All(chapter.FindAll("#exchanges details").Take(2), exchange =>
            Assert.Contains("404 Not Found", exchange.TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    [Trait("Statement", "P08.2")]
    public async Task The_first_page_exists_without_rows()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(
            "Page 1 of 1, 0 rows. Previous page: no. Next page: no.",
            (await visitor.Get("/en/patterns/sqlalchemy")).Find("#sqlalchemy-page").TextContent
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Statement", "P08.5")]
    public async Task A_duplicate_name_shows_an_error_beside_its_field(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await Filled(library);
        var response = await Post(visitor, "one", "Ada", "typed", htmx);
        Assert.Equal("This name exists already.", response.Find("#sqlalchemy-errors li").TextContent);
        Assert.Equal(
            ("Ada", "typed"),
            (
                response.Find("#sqlalchemy-name").GetAttribute("value"),
                response.Find("#sqlalchemy-second").GetAttribute("value")
            )
        );
        Assert.Equal(htmx ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, response.Status);
        Assert.Contains("12 rows", response.Find("#sqlalchemy-page").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Statement", "P08.1")]
    [Trait("Statement", "P08.4")]
    public async Task Of_two_names_neither_is_stored_if_the_second_exists(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await Filled(library);
        var response = await Post(visitor, "two", "Zoe", "Ada", htmx);
        Assert.Equal(
            "One of the two names exists already, so neither was added.",
            response.Find("#sqlalchemy-errors li").TextContent
        );
        Assert.Equal(
            ("Zoe", "Ada"),
            (
                response.Find("#sqlalchemy-name").GetAttribute("value"),
                response.Find("#sqlalchemy-second").GetAttribute("value")
            )
        );
        Assert.Contains("12 rows", response.Find("#sqlalchemy-page").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "14 rows",
            (await Post(visitor, "two", "Zoe", "Yve", htmx)).Find("#sqlalchemy-page").TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("one", "", "", "#sqlalchemy-errors", "A name is missing.")]
    [InlineData("one", "  ", "", "#sqlalchemy-errors", "A name is missing.")]
    [InlineData("two", "Zoe", "", "#sqlalchemy-second-errors", "The second name is missing.")]
    [InlineData(
        "two",
        "Zoe",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "#sqlalchemy-second-errors",
        "A name has at most 50 characters."
    )]
    [InlineData(
        "what?",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "",
        "#sqlalchemy-errors",
        "A name has at most 50 characters."
    )]
    [Trait("Statement", "P08.7")]
    public async Task The_form_enforces_limits_that_the_database_does_not(
        string what,
        string name,
        string second,
        string errors,
        string message
    )
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { true, false })
            Assert.Equal(message, (await Post(visitor, what, name, second, htmx)).Find($"{errors} li").TextContent);
    }

    [Fact]
    public async Task Rows_are_limited_per_visitor_and_private_to_that_visitor()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await Filled(library);
        using var other = library.NewVisitor();
        for (var i = 0; i < 12; i++)
            await Post(visitor, "one", $"Name {i}", "", htmx: true);
        Assert.Equal(
            20,
            library.InScope(services =>
                services
                    .GetRequiredService<DbConnection>()
                    .ExecuteScalar<long>("select count(*) from demonstration_items")
            )
        );
        Assert.Contains(
            ", 0 rows",
            (await other.Get("/en/patterns/sqlalchemy")).Find("#sqlalchemy-page").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Page 1 of 1, 1 rows",
            (await Post(other, "one", "Ada", "", htmx: true)).Find("#sqlalchemy-page").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            ", 0 rows",
            (await Post(visitor, "clear", "", "", htmx: false)).Find("#sqlalchemy-page").TextContent,
            StringComparison.Ordinal
        );
    }
}
