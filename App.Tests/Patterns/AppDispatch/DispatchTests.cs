using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>Verifies with real requests which application handles a request.</summary>
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
    public async Task The_application_with_the_longest_prefix_handles_the_request(string path, string said)
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
    public async Task The_application_named_by_the_subdomain_handles_the_request(string host, string said)
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
    public async Task An_unknown_host_is_404_or_421_and_never_500(string host, int status)
    {
        await using var app = await Start(app =>
            app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, Echo(app))
        );
        Assert.StartsWith($"HTTP/1.1 {status} ", await Close(app, "/x", host), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P03.7")]
    public async Task A_request_without_Host_gets_the_default_application_and_an_invalid_Host_is_400()
    {
        await using var app = await Start(app =>
            app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, Echo(app))
        );
        Assert.EndsWith(
            "default [] [/x]",
            await MountFixture.Raw(app.Address, "GET /x HTTP/1.0\n\n"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await MountFixture.Raw(app.Address, "GET /x HTTP/1.1\nHost: a b\nConnection: close\n\n"),
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
    public async Task The_application_named_by_the_first_segment_handles_the_request(string path, string said)
    {
        await using var app = await Start(app => app.UseAppsBySegment(Echo(app)));
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Theory, Trait("Statement", "P03.14"), Trait("Statement", "P03.5")]
    [InlineData("/base/alice/x", "alice [/base/alice] [/x]")]
    [InlineData("/base//alice/x", "alice [/base//alice] [/x]")]
    public async Task Slashes_before_the_segment_move_to_an_existing_path_base(string path, string said)
    {
        await using var app = await Start(app =>
        {
            app.UsePathBase("/base");
            app.UseAppsBySegment(Echo(app));
        });
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Theory, Trait("Statement", "P03.13")]
    [InlineData("/~alice/x", "alice [/~alice] [/x]")]
    [InlineData("/alice/x", "default [] [/alice/x]")]
    [InlineData("/~/x", "default [] [/~/x]")]
    public async Task With_a_marker_only_a_marked_segment_selects_an_application(string path, string said)
    {
        await using var app = await Start(app => app.UseAppsBySegment(Echo(app), marker: "~"));
        Assert.Contains($"\n{said}", await Close(app, path, "x"), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P03.15")]
    public async Task An_unknown_name_is_looked_up_again_on_the_next_request()
    {
        var exists = false;
        var apps = MountFixture.Apps(name => Task.FromResult(exists ? MountFixture.Echo(name) : null));
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseAppsBySegment(apps.TryHandle);
                app.Run(context => context.Response.WriteAsync(MountFixture.Say("default", context)));
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
                app.Run(context => context.Response.WriteAsync(MountFixture.Say("default", context)));
            },
            builder =>
                builder.Services.AddSingleton(_ =>
                    MountFixture.Apps(name =>
                        Task.FromResult(
                            name.Contains("missing", StringComparison.Ordinal) ? null : MountFixture.Echo(name)
                        )
                    )
                )
        );

    static NamedApps Echo(WebApplication app) => app.Services.GetRequiredService<MountedApps<string>>().TryHandle;

    static Task<string> Close(BareApp app, string path, string host) =>
        MountFixture.Raw(app.Address, $"GET {path} HTTP/1.1\nHost: {host}\nConnection: close\n\n");
}
