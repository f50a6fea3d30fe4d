using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>Which application handles a request, tested with real requests.</summary>
public sealed class DispatchTests
{
    [Theory]
    [InlineData("/test1", "/test1 [/test1] []"), Trait("Statement", "P03.3")]
    [InlineData("/test1/", "/test1 [/test1] [/]")]
    [InlineData("/test1/asfd", "/test1 [/test1] [/asfd]")]
    [InlineData("/test1x", "default [] [/test1x]")]
    [InlineData("/test2/very", "/test2/very [/test2/very] []")]
    [InlineData("/test2/veryx", "/test2 [/test2] [/veryx]")]
    [InlineData("/test2/x/very", "/test2 [/test2] [/x/very]")]
    [InlineData("//test1/x", "default [] [//test1/x]")]
    [InlineData("/test1//x", "/test1 [/test1] [//x]")]
    [InlineData("/missing/x", "default [] [/missing/x]")]
    [InlineData("/TEST1", "default [] [/TEST1]")]
    [Trait("Statement", "P03.4")]
    public async Task The_longest_prefix_answers(string path, string said)
    {
        await using var app = await Start(app => app.UseAppsByPrefix(["/test1", "/test2", "/test2/very"], Echo(app)));
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice.example.com:8080", "alice [] [/x]"), Trait("Statement", "P03.7")]
    [InlineData("ALICE.EXAMPLE.COM:8080", "alice [] [/x]")]
    [InlineData("alice.example.com.", "alice [] [/x]")]
    [InlineData("example.com", "default [] [/x]")]
    [InlineData("example.com:8080", "default [] [/x]")]
    [InlineData("localhost", "default [] [/x]")]
    [InlineData("127.0.0.1:81", "default [] [/x]")]
    [InlineData("[::1]:81", "default [] [/x]")]
    [Trait("Statement", "P03.10"), Trait("Statement", "P03.11")]
    public async Task The_name_before_the_domain_answers(string host, string said)
    {
        await using var app = await Start(app =>
            app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, Echo(app))
        );
        Assert.Contains($"\n{said}", await Close(app, "/x", host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.example.com", 404), Trait("Statement", "P03.9")]
    [InlineData("a.b.example.com", 404), Trait("Statement", "P03.12")]
    [InlineData(".example.com", 404)]
    [InlineData("notexample.com", 421), Trait("Statement", "P03.11")]
    [InlineData("evil-example.com", 421)]
    [InlineData("example.com..", 421)]
    [InlineData("other.org.", 421)]
    public async Task A_host_that_is_nobodys_is_404_or_421_and_never_500(string host, int status)
    {
        await using var app = await Start(app =>
            app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, Echo(app))
        );
        Assert.StartsWith($"HTTP/1.1 {status} ", await Close(app, "/x", host), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P03.7")]
    public async Task A_request_of_old_without_a_host_is_the_outermosts_and_a_broken_one_the_servers()
    {
        await using var app = await Start(app =>
            app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, Echo(app))
        );
        Assert.EndsWith(
            "default [] [/x]",
            await MountHouse.Raw(app.Address, "GET /x HTTP/1.0\n\n"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await MountHouse.Raw(app.Address, "GET /x HTTP/1.1\nHost: a b\nConnection: close\n\n"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/alice", "alice [/alice] []"), Trait("Statement", "P03.13")]
    [InlineData("/alice/", "alice [/alice] [/]")]
    [InlineData("/alice/x//y", "alice [/alice] [/x//y]")]
    [InlineData("/missing/x", "default [] [/missing/x]"), Trait("Statement", "P03.15")]
    [InlineData("/", "default [] [/]"), Trait("Statement", "P03.16")]
    [InlineData("//alice/x", "default [] [//alice/x]"), Trait("Statement", "P03.14")]
    public async Task The_first_segment_answers(string path, string said)
    {
        await using var app = await Start(app => app.UseAppsBySegment(Echo(app)));
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Theory, Trait("Statement", "P03.14"), Trait("Statement", "P03.5")]
    [InlineData("/root/alice/x", "alice [/root/alice] [/x]")]
    [InlineData("/root//alice/x", "alice [/root//alice] [/x]")]
    public async Task Slashes_before_the_segment_move_to_a_root_that_is_there(string path, string said)
    {
        await using var app = await Start(app =>
        {
            app.UsePathBase("/root");
            app.UseAppsBySegment(Echo(app));
        });
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Theory, Trait("Statement", "P03.13")]
    [InlineData("/~alice/x", "alice [/~alice] [/x]")]
    [InlineData("/alice/x", "default [] [/alice/x]")]
    [InlineData("/~/x", "default [] [/~/x]")]
    public async Task With_a_marker_only_a_marked_segment_is_a_name(string path, string said)
    {
        await using var app = await Start(app => app.UseAppsBySegment(Echo(app), marker: "~"));
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P03.15")]
    public async Task A_name_that_was_nothing_is_looked_for_again()
    {
        var exists = false;
        var apps = MountHouse.Apps(name => Task.FromResult(exists ? MountHouse.Echo(name) : null));
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseAppsBySegment(apps.TryAnswer);
                app.Run(context => context.Response.WriteAsync(MountHouse.Say("default", context)));
            },
            builder => builder.Services.AddSingleton(_ => apps));
        Assert.Equal((200, "default [] [/alice/x]"), await app.Get("/alice/x"));
        exists = true;
        Assert.Equal((200, "alice [/alice] [/x]"), await app.Get("/alice/x"));
    }

    static Task<BareApp> Start(Action<WebApplication> dispatch) =>
        BareApp.Start(
            app =>
            {
                dispatch(app);
                app.Run(context => context.Response.WriteAsync(MountHouse.Say("default", context)));
            },
            builder =>
                builder.Services.AddSingleton(_ =>
                    MountHouse.Apps(name =>
                        Task.FromResult(
                            name.Contains("missing", StringComparison.Ordinal) ? null : MountHouse.Echo(name)
                        )
                    )
                )
        );

    static NamedApps Echo(WebApplication app) => app.Services.GetRequiredService<MountedApps<string>>().TryAnswer;

    static Task<string> Close(BareApp app, string path, string host) =>
        MountHouse.Raw(app.Address, $"GET {path} HTTP/1.1\nHost: {host}\nConnection: close\n\n");
}
