using App.Commands;
using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

/// <summary>Switches the real application between releases while visitors use it.</summary>
public sealed class ReleaseSwitchTests
{
    const int Visitors = 8;

    [Fact]
    [Trait("Statement", "P06.5")]
    public async Task No_request_fails_while_releases_are_switched_fail_and_are_rolled_back()
    {
        using var target = new DeploymentTarget(settings => DeployCommand.Defaults with
        {
            Hosts = settings.Hosts,
            Root = settings.Root,
            Manager = settings.Manager,
            Listen = settings.Listen,
            Wait = 90,
            Configuration = System.Text.Json.JsonSerializer.Serialize(
                new Dictionary<string, string> { ["DataDirectory"] = $"{settings.Root}/data" }),
        }, name: "site");
        var folder = Publish(target.Folder);
        await target.Bootstrap();
        await Deploy(target, folder, "A");
        using (var visitor = new Visitor(new Uri($"http://127.0.0.1:{target.Port}"), "en"))
            await SignUp(visitor);
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, Visitors).Select(number => Load(target.Port, number, end.Token)).ToList();

        await Deploy(target, folder, "B");
        Assert.Equal("B", target.Active);

        BreakAfterSwitch(folder);
        var message = await DeploymentTarget.Failure(Deploy(target, folder, "C"));
        Assert.EndsWith("returned: B is active", message, StringComparison.Ordinal);

        await target.Deploy(new(), DeploymentStep.Rollback);
        Assert.Equal("A", target.Active);

        // Touching the file restarts the service without the deploy command and without administrator rights.
        var before = target.ProcessOf("serve");
        File.SetLastWriteTimeUtc(target.PathOf("reload"), DateTime.UtcNow);
        await Poll.Until(() => target.ProcessOf("serve") != before);
        await end.CancelAsync();
        var results = await Task.WhenAll(load);
        Assert.Equal([], results.SelectMany(result => result.Failures).Distinct());
        Assert.InRange(results.Min(result => result.Count), 10, int.MaxValue);
        using var returning = new Visitor(new Uri($"http://127.0.0.1:{target.Port}"), "en");
        Assert.Equal(HttpStatusCode.SeeOther, (await returning.SignIn("keeper")).Status);
    }

    static Task Deploy(DeploymentTarget target, string folder, string name) => target.Deploy(
        new() { Folder = folder, Release = name, PackageFolder = Path.Combine(target.Folder, "packages") },
        DeploymentStep.Pack, DeploymentStep.Push, DeploymentStep.Activate);

    // Breaks the release: it passes the check on the private port, but ends at once when it gets the public socket.
    static void BreakAfterSwitch(string folder)
    {
        var program = Path.Combine(folder, "carafe");
        File.Move(program, $"{program}-real");
        File.WriteAllText(program, """
            #!/bin/sh
            if [ -n "$LISTEN_FDS" ]; then exit 1; fi
            exec "$(dirname "$0")/carafe-real" "$@"

            """);
    }

    // Copies the files of the program, without those of the tests, into a published folder.
    static string Publish(string folder)
    {
        var published = Path.Combine(folder, "published");
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)
            .Concat(Directory.EnumerateFiles(
                Path.Combine(AppContext.BaseDirectory, "runtimes"), "*", SearchOption.AllDirectories)))
        {
            var name = Path.GetRelativePath(AppContext.BaseDirectory, file);
            if (name.Contains("Tests", StringComparison.Ordinal) || name.EndsWith(".pdb", StringComparison.Ordinal)
                || (name.StartsWith("runtimes", StringComparison.Ordinal)
                    && !name.Contains("/linux-", StringComparison.Ordinal)))
                continue;
            var path = Path.Combine(published, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
        return published;
    }

    static async Task SignUp(Visitor visitor)
    {
        var answer = await visitor.Submit(
            await visitor.Get("/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "keeper",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    // Sends requests until the end. Visitors with an even number open a new connection for each request. The others
    // keep their connection open.
    static async Task<(int Count, List<string> Failures)> Load(int port, int number, CancellationToken end)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(90) };
        client.DefaultRequestHeaders.ConnectionClose = number % 2 == 0;
        var (count, failures) = (0, new List<string>());
        for (; !end.IsCancellationRequested; count++)
            try
            {
                using var response = await client.GetAsync(
                    new Uri($"http://127.0.0.1:{port}/en/patterns"), CancellationToken.None);
                if (response.StatusCode != HttpStatusCode.OK) failures.Add($"{response.StatusCode}");
                await Task.Delay(20, CancellationToken.None);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                failures.Add(error.Message);
            }
        return (count, failures);
    }
}
