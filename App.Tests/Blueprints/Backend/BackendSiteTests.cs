using App.Blueprints.Backend.Databases;
using App.Patterns.Packages;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Tests the pages of the backend about databases, settings and routes.</summary>
public sealed class BackendSiteTests
{
    [Fact]
    public async Task Tasks_check_back_up_and_compact_the_database()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        foreach (var work in (string[])["check", "backup", "shrink"])
        {
            var page = await operating.Press(
                await operating.Get("/backend/en/databases"),
                $"#work button[value={work}]"
            );
            Assert.StartsWith("/backend/en/tasks/", page.Url.AbsolutePath, StringComparison.Ordinal);
            await Poll.Until(async () =>
                (await operating.Get(page.Url.AbsolutePath)).FindAll("[data-task-state=succeeded]").Count == 1
            );
        }
        var backups = await operating.Get("/backend/en/databases");
        var name = backups.Find("tr[data-backup]").GetAttribute("data-backup")!;
        var copy = await operating.Http.GetByteArrayAsync(
            new Uri($"/backend/en/databases/backups/{name}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("SQLite format 3"u8.ToArray(), copy[..15]);
        Assert.Equal(
            HttpStatusCode.NotFound,
            await operating.StatusOf("/backend/en/databases/backups/..%2Flibrary.db")
        );
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backend/en/databases/backups/library.db"));
        var question = await operating.Press(backups, "tr[data-backup] button");
        Assert.Contains(name, question.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("/backend/en/databases", question.Find("#confirm-form a[autofocus]").GetAttribute("href"));
        Assert.Single((await operating.Get("/backend/en/databases")).FindAll("tr[data-backup]"));
        var removed = await operating.ConfirmDeletion(question);
        Assert.Empty(removed.FindAll("tr[data-backup]"));
    }

    [Fact]
    public async Task A_damaged_database_reports_its_problems()
    {
        using var directory = new TestDirectory();
        using var database = new App.Patterns.Sqlite.SqliteDatabase(directory.File("broken.db"));
        using (var connection = database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                create table a (id integer primary key);
                create table b (a_id integer references a (id));
                pragma foreign_keys = off;
                insert into b (a_id) values (7);
                """;
            command.ExecuteNonQuery();
        }
        using var opened = database.Open();
        Assert.Equal(["b: row 1 refers to nothing in a"], new DatabaseStore(opened).Problems());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_settings_page_shows_values_and_their_sources()
    {
        var folder = Directory.CreateTempSubdirectory("carafe-test-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "carafe.json"),
            """{ "Handbook": "off", "AllowedFetchHosts": "intranet" }""",
            TestContext.Current.CancellationToken
        );
        var read = SettingsReader.Read(
            new Dictionary<string, string?> { ["DataDirectory"] = folder, ["MaxUploadBytes"] = "5000" }
        );
        await using var library = await TestLibrary.Start(settings =>
        {
            Directory.Delete(settings.DataDirectory);
            return read with { Urls = settings.Urls };
        });
        using var operating = await library.SignUp("operator1");
        var page = await operating.Get("/backend/en/settings");
        Assert.Equal(
            SettingsReader.Names.Order(),
            page.FindAll("tr[data-setting]").Select(row => row.GetAttribute("data-setting")!).Order()
        );
        Assert.Equal(("off", "carafe.json"), Told("Handbook"));
        Assert.Equal(("intranet", "carafe.json"), Told("AllowedFetchHosts"));
        Assert.Equal(("5000", "--MaxUploadBytes"), Told("MaxUploadBytes"));
        Assert.Equal(("open", "Default"), Told("SignUp"));

        (string, string) Told(string name)
        {
            var cells = page.Find($"tr[data-setting={name}]").QuerySelectorAll("td");
            return (cells[1].TextContent.Trim(), cells[2].TextContent.Trim());
        }
    }

    [Fact]
    public async Task The_routes_page_lists_all_routes_of_the_library()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        var all = RouteTable.Of(library.Services.GetRequiredService<EndpointDataSource>());
        Assert.Equal(
            all.Count(route => !route.IsFile),
            (await operating.Get("/backend/en/routes")).FindAll("tbody tr").Count
        );
        Assert.Equal(all.Count, (await operating.Get("/backend/en/routes?files=true")).FindAll("tbody tr").Count);
        var found = await operating.Get("/backend/en/routes?q=sign-in", htmx: true);
        Assert.Contains(
            "/Blueprints/Accounts/SigningIn/SignIn.cshtml",
            Assert.Single(found.FindAll("tbody tr")).TextContent,
            StringComparison.Ordinal
        );
    }
}
