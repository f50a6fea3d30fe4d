using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class ShelfCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_running_server_applies_every_shelf_command_at_once()
    {
        using var program = ChildProgram.Start([
            "serve",
            "--DataDirectory",
            directory.Path,
            "--urls",
            "http://127.0.0.1:0",
        ]);
        using var visitor = new Visitor(await program.Listening(), "en");
        Assert.Equal(HttpStatusCode.NotFound, await StatusOf("/~bob/en/"));
        Assert.Equal(
            ExitCode.Done,
            (
                await Shelf(
                    "create",
                    "bob",
                    "--title",
                    "Bob's books",
                    "--colour",
                    "red",
                    "--Languages",
                    "en,ar",
                    "--SignUp",
                    "closed"
                )
            ).Code
        );
        Assert.Equal(HttpStatusCode.OK, await StatusOf("/~bob/en/"));
        var page = await visitor.Get("/~bob/ar/");
        Assert.Equal(
            ("Bob's books", "red"),
            (page.Find("a.brand").TextContent.Trim(), page.Find("html").GetAttribute("data-colour"))
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusOf("/~bob/de/"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOf("/~bob/en/account/sign-up"));
        Assert.Equal(ExitCode.Done, (await Shelf("suspend", "bob")).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf("/~bob/en/"));
        Assert.Contains("suspended", (await Shelf("list")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Shelf("resume", "bob")).Code);
        Assert.Equal(HttpStatusCode.OK, await StatusOf("/~bob/en/"));
        Assert.Equal(ExitCode.Done, (await Shelf("rename", "bob", "robert")).Code);
        Assert.Equal(HttpStatusCode.NotFound, await StatusOf("/~bob/en/"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf("/~robert/en/"));
        Assert.True(Directory.Exists(directory.File("shelves/robert")));
        Assert.Equal(ExitCode.Done, (await Shelf("backup", "robert")).Code);
        Assert.Equal(ExitCode.Done, (await Shelf("delete", "robert")).Code);
        Assert.Equal(HttpStatusCode.NotFound, await StatusOf("/~robert/en/"));
        Assert.False(Directory.Exists(directory.File("shelves/robert")));
        var archives = CommandLineTests.Lines((await Shelf("list", "--archives")).Output);
        Assert.Equal(2, archives.Length);
        Assert.Equal(ExitCode.Done, (await Shelf("restore", archives[0])).Code);
        Assert.Equal(HttpStatusCode.OK, await StatusOf("/~robert/en/"));

        async Task<HttpStatusCode> StatusOf(string url)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            return (await visitor.Send(request)).Status;
        }
    }

    [Fact]
    public async Task A_created_shelf_is_printed_with_its_URLs_below_the_domain_of_the_running_server()
    {
        int port;
        using (var program = ChildProgram.Start(
            ["serve", "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0", "--Domain", "books.test",
            "--PathBase", "/carafe"]))
        {
            port = (await program.Listening()).Port;
            var created = (await Shelf("create", "bob")).Output.Trim();
            Assert.Equal(
                $"Created: http://books.test:{port}/carafe/~bob/ and http://bob.books.test:{port}/carafe/", created);
            using var visitor = new Visitor(new UriBuilder("http", "127.0.0.1", port).Uri, "en");
            foreach (var url in created["Created: ".Length..].Split(" and "))
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url).AbsolutePath + "en/");
                request.Headers.Host = new Uri(url).Authority;
                Assert.Contains(
                    "bob", (await visitor.Send(request)).Find("a.brand").TextContent, StringComparison.Ordinal);
            }
            program.Kill();
            await program.Ended();
        }
        // The killed server has not deleted the file with its URL. The command must ignore this file and not print that
        // URL.
        Assert.Equal(
            "Created: http://localhost:5080/~eve/ and http://eve.localhost:5080/",
            (await Shelf("create", "eve")).Output.Trim());
        Assert.Equal(
            "Created: example.test/~ann/ and ann.example.test/",
            (await Shelf("create", "ann", "--Domain", "example.test", "--KnownProxies", "unix")).Output.Trim());
    }

    [Theory]
    [InlineData("create", "Not A Name")]
    [InlineData("create", "www")]
    [InlineData("rename", "bob", "robert")]
    [InlineData("suspend", "bob")]
    [InlineData("delete", "bob")]
    [InlineData("backup", "bob")]
    [InlineData("restore", "../../etc")]
    public async Task A_failing_shelf_command_prints_one_line_and_exits_with_1(params string[] arguments)
    {
        var (code, _, errors) = await Shelf(arguments);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Single(CommandLineTests.Lines(errors));
    }

    [Theory]
    [InlineData("--languages", "xx")]
    [InlineData("--colour", "pink")]
    [InlineData("--title", "")]
    public async Task An_invalid_shelf_option_prints_one_line_and_exits_with_3(string option, string value)
    {
        var (code, _, errors) = await Shelf("create", "bob", option, value);
        Assert.Equal(ExitCode.Unusable, code);
        Assert.Single(CommandLineTests.Lines(errors));
    }

    async Task<(int Code, string Output, string Errors)> Shelf(params string[] arguments)
    {
        using var program = await ChildProgram.Run(["shelf", .. arguments, "--DataDirectory", directory.Path]);
        return (program.ExitCode, program.Output, program.Errors);
    }
}
