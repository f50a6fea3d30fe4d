using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using App.Patterns.AppDispatch;
using App.Patterns.AppDispatch.Cookies;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>A mounted application behaves as it does on its own server.</summary>
public sealed class MountedAppTests
{
    [Theory, Trait("Statement", "P03.3")]
    [InlineData("/m", "child [/m] []")]
    [InlineData("/m/", "child [/m] [/]")]
    [InlineData("/m/x/y", "child [/m] [/x/y]")]
    [InlineData("/m//x", "child [/m] [//x]")]
    [InlineData("/m/a%20b", "child [/m] [/a b]")]
    [InlineData("/mx", "default [] [/mx]")]
    [InlineData("/M/x", "default [] [/M/x]")]
    [InlineData("//m/x", "default [] [//m/x]")]
    public async Task A_request_below_the_prefix_is_handled_by_the_child(string path, string said)
    {
        await using var app = await MountFixture.Start(MountFixture.Echo("child"));
        Assert.Contains(
            said,
            await MountFixture.Raw(app.Address, $"GET {path} HTTP/1.1\nHost: x\nConnection: close\n\n"),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Statement", "P03.5"), Trait("Statement", "P03.1")]
    public async Task Nested_mounts_extend_an_existing_path_base()
    {
        var inner = MountFixture.Apps(_ => Task.FromResult<WebApplication?>(MountFixture.Echo("inner")));
        var outer = MountFixture.Build(app =>
        {
            app.UseAppsByPrefix(["/inner"], inner.TryHandle);
            app.Run(context => context.Response.WriteAsync(MountFixture.Say("outer", context)));
        });
        await using var app = await MountFixture.Start(outer, before: app => app.UsePathBase("/server"));
        Assert.Equal((200, "outer [/server/m] [/x]"), await app.Get("/server/m/x"));
        Assert.Equal((200, "inner [/server/m/inner] [/x]"), await app.Get("/server/m/inner/x"));
        await inner.DisposeAsync();
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_child_has_its_own_services_configuration_request_environment_and_URLs()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(
                child =>
                {
                    child.UseRouting();
                    child
                        .MapGet(
                            "/who",
                            (
                                HttpContext context,
                                IConfiguration configuration,
                                LinkGenerator links,
                                IServiceProvider services
                            ) =>
                                Results.Text(
                                    $"{configuration["who"]} {services.GetService<Only>()?.Name} "
                                        + $"{services.GetService<Random>() is null} {context.Items.Count} "
                                        + $"{context.User.Identity?.Name} {context.GetEndpoint()!.DisplayName} "
                                        + $"{links.GetPathByName(context, "who")} {context.RequestServices == services}"
                                )
                        )
                        .WithName("who")
                        .WithDisplayName("childs");
                },
                builder =>
                {
                    builder.Configuration["who"] = "child";
                    builder.Services.AddScoped<Only>();
                }),
            before: parent =>
            {
                parent.Use(async (context, next) =>
                {
                    context.Items["parent"] = 1;
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "parents")], "parent"));
                    context.SetEndpoint(new Endpoint(null, null, "parents"));
                    _ = context.RequestServices.GetService<Random>();
                    await next(context);
                    Assert.Equal("parents", context.GetEndpoint()?.DisplayName);
                    Assert.Equal(("", "/m/who"), (context.Request.PathBase.Value, context.Request.Path.Value));
                });
            },
            services: builder =>
            {
                builder.Configuration["who"] = "parent";
                builder.Services.AddSingleton(new Random());
            });
        Assert.Equal((200, "child child True 0  childs /m/who True"), await app.Get("/m/who"));
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task HttpContextAccessor_returns_the_child_context_inside_and_the_parent_context_outside()
    {
        HttpContext? after = null;
        // A task source is needed, because the server sets the value after the client has received the response.
        TaskCompletionSource<HttpContext?> completed = new();
        await using var app = await MountFixture.Start(
            MountFixture.Build(
                child =>
                    child.Run(context =>
                        context.Response.WriteAsync(
                            $"{context.RequestServices.GetRequiredService<IHttpContextAccessor>()
                                .HttpContext == context} {Activity.Current?.OperationName}"
                        )
                    ),
                builder => builder.Services.AddHttpContextAccessor()
            ),
            before: parent =>
                parent.Use(
                    async (context, next) =>
                    {
                        var accessor = context.RequestServices.GetRequiredService<IHttpContextAccessor>();
                        context.Response.OnCompleted(() =>
                        {
                            completed.SetResult(accessor.HttpContext);
                            return Task.CompletedTask;
                        });
                        using (var activity = new Activity("parents").Start())
                            await next(context);
                        after = accessor.HttpContext;
                        Assert.Same(context, after);
                    }
                ),
            services: builder => builder.Services.AddHttpContextAccessor()
        );
        Assert.Equal((200, "True "), await app.Get("/m/x"));
        Assert.NotNull(after);
        Assert.Same(
            after,
            await completed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)
        );
    }

    [Fact, Trait("Statement", "P03.2"), Trait("Statement", "P03.6")]
    public async Task An_exception_in_a_child_is_a_bare_500_without_details()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(child =>
                child.Run(context =>
                    context.Request.Path == "/bad"
                        ? throw new BadHttpRequestException("too much", 413)
                        : throw new InvalidOperationException("a secret of the child")
                )
            ),
            before: parent =>
                parent.Use(
                    async (context, next) =>
                    {
                        await next(context);
                        if (context.Response is { StatusCode: >= 400, HasStarted: false })
                            await context.Response.WriteAsync("the parent's page");
                    }
                )
        );
        Assert.Equal((500, ""), await app.Get("/m/x"));
        Assert.Equal((413, ""), await app.Get("/m/bad"));
        Assert.Contains(
            "\r\nContent-Length: 0\r\n",
            await MountFixture.Raw(app.Address, "GET /m/x HTTP/1.1\nHost: x\nConnection: close\n\n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_response_that_fails_midway_aborts_the_connection()
    {
        await using var app = await MountFixture.Start(child => child.Run(async context =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        }));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Get("/m/x"));
        Assert.Equal(200, (await app.Get("/other")).Status);
    }

    [Fact]
    public async Task A_redirect_without_body_runs_OnStarting_and_OnCompleted_before_its_scope_is_disposed()
    {
        List<string> order = [];
        await using var app = await MountFixture.Start(
            MountFixture.Build(
                child =>
                    child.Run(context =>
                    {
                        var scoped = context.RequestServices.GetRequiredService<Disposed>();
                        context.Response.OnStarting(() =>
                        {
                            // Uses a scoped service when the response starts, because TempData does the same.
                            order.Add($"starting {context.RequestServices.GetRequiredService<Disposed>() == scoped}");
                            context.Response.Cookies.Append(
                                "late",
                                "1",
                                new CookieOptions { Path = context.Request.PathBase }
                            );
                            return Task.CompletedTask;
                        });
                        context.Response.OnCompleted(() =>
                        {
                            order.Add($"completed {context.Response.StatusCode} {context.Request.PathBase}");
                            return Task.CompletedTask;
                        });
                        context.Response.Redirect($"{context.Request.PathBase}/next");
                        return Task.CompletedTask;
                    }),
                builder => builder.Services.AddSingleton(order).AddScoped<Disposed>()
            )
        );
        using var response = await app.Http.GetAsync("/m/x", TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.Redirect, "/m/next"),
            (response.StatusCode, response.Headers.Location!.ToString())
        );
        Assert.Equal("late=1; path=/m", Assert.Single(response.Headers.GetValues("Set-Cookie")));
        await Until(() => order.Count == 3);
        Assert.Equal(["starting True", "completed 302 /m", "disposed"], order);
    }

    [Fact]
    public async Task Signing_in_at_one_mount_does_not_sign_in_at_another()
    {
        var apps = MountFixture.Apps(name => Task.FromResult<WebApplication?>(SignInApp(name)));
        await using var app = await BareApp.Start(
            parent => parent.UseAppsBySegment(apps.TryHandle),
            builder => builder.Services.AddSingleton(_ => apps));
        using var visitor = app.NewVisitor();
        var answer = await visitor.Get("/alice/in");
        Assert.Contains("path=/alice;", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal("ada", (await visitor.Get("/alice/who")).Text);
        Assert.Equal("nobody", (await visitor.Get("/alicex/who")).Text);
        Assert.Equal("nobody", (await visitor.Get("/bob/who")).Text);
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_mount_sees_only_its_own_cookies_under_their_plain_names()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseCookieIsolation("-child");
            child.Run(async context =>
            {
                var cookies = context.Request.Cookies;
                if (context.Request.Path == "/set")
                    context.Response.Cookies.Append(
                        "look",
                        "childs",
                        new CookieOptions { Path = context.Request.PathBase }
                    );
                if (context.Request.Path == "/delete")
                    context.Response.Cookies.Delete("look", new CookieOptions { Path = context.Request.PathBase });
                await context.Response.WriteAsync(
                    $"{cookies["look"]} {cookies.Count} {string.Join(',', cookies.Keys)} "
                        + $"{cookies.ContainsKey("other")} {cookies.TryGetValue("look", out _)}"
                );
            });
        });
        using var visitor = app.NewVisitor();
        visitor.Cookies.Add(new Cookie("look", "mains", "/", app.Address.Host));
        visitor.Cookies.Add(new Cookie("other", "1", "/", app.Address.Host));
        Assert.Equal(" 0  False False", (await visitor.Get("/m/set")).Text);
        Assert.Equal("childs 1 look False True", (await visitor.Get("/m/x")).Text);
        Assert.Equal(
            ["look-child", "look", "other"],
            visitor.Cookies.GetCookies(new Uri(app.Address, "/m/x")).Select(cookie => cookie.Name)
        );
        await visitor.Get("/m/delete");
        Assert.Equal(" 0  False False", (await visitor.Get("/m/x")).Text);
    }

    [Fact]
    public async Task A_form_needs_the_antiforgery_token_of_its_own_mount()
    {
        var apps = MountFixture.Apps(name => Task.FromResult<WebApplication?>(FormApp(name)));
        await using var app = await BareApp.Start(
            parent => parent.UseAppsBySegment(apps.TryHandle),
            builder => builder.Services.AddSingleton(_ => apps));
        using var visitor = app.NewVisitor();
        var token = (await visitor.Get("/alice/form")).Text;
        await visitor.Get("/bob/form");
        Assert.Equal(HttpStatusCode.OK, await Post("/alice/form", token));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/alice/form", ""));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/bob/form", token));

        async Task<HttpStatusCode> Post(string url, string sent)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new FormUrlEncodedContent([new("token", sent)]),
            };
            return (await visitor.Send(request)).Status;
        }
    }

    [Fact]
    public async Task Static_files_and_fingerprinted_files_are_served_below_the_mount()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseRouting();
            child.MapStaticAssets();
        });
        Assert.Equal(200, (await app.Get("/m/css/site.css")).Status);
        using var library = LibraryApp.Create(new AppSettings { DataDirectory = System.IO.Path.GetTempPath() });
        var fingerprinted = ((IEndpointRouteBuilder)library)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .First(route =>
                route.Contains("css/site.", StringComparison.Ordinal)
                && route != "css/site.css"
                && route.EndsWith(".css", StringComparison.Ordinal)
            );
        Assert.Equal(200, (await app.Get($"/m/{fingerprinted.TrimStart('/')}")).Status);
    }

    [Fact]
    public async Task Server_sent_events_are_flushed_one_by_one_and_a_disconnect_aborts_the_request()
    {
        var ended = new TaskCompletionSource();
        using var more = new SemaphoreSlim(0);
        await using var app = await MountFixture.Start(child =>
            child.Run(async context =>
            {
                context.RequestAborted.Register(ended.SetResult);
                context.Response.ContentType = "text/event-stream";
                for (var i = 0; ; i++)
                {
                    await context.Response.WriteAsync($"data: {i}\n\n");
                    await context.Response.Body.FlushAsync();
                    await more.WaitAsync(context.RequestAborted);
                }
            })
        );
        using (
            var response = await app.Http.GetAsync(
                "/m/events",
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            )
        )
        using (
            var reader = new StreamReader(
                await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
            )
        )
        {
            Assert.Equal("data: 0", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            more.Release();
            Assert.Equal("data: 1", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_large_upload_is_streamed_and_the_child_sets_its_own_size_limit()
    {
        await using var app = await MountFixture.Start(child =>
            child.Run(async context =>
            {
                context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
                    context.Request.Path == "/small" ? 1000 : null;
                var (bytes, buffer) = (0L, new byte[81920]);
                while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                    bytes += read;
                await context.Response.WriteAsync($"{bytes}");
            })
        );
        const int size = 64 << 20;
        using var large = new StreamContent(new MemoryStream(new byte[size]));
        using var answer = await app.Http.PostAsync("/m/upload", large, TestContext.Current.CancellationToken);
        Assert.Equal($"{size}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/m/upload")
        {
            Content = new StreamContent(new MemoryStream(new byte[100_000])),
        };
        chunked.Headers.TransferEncodingChunked = true;
        using var chunks = await app.Http.SendAsync(chunked, TestContext.Current.CancellationToken);
        Assert.Equal("100000", await chunks.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var refused = await app.Http.PostAsync(
            "/m/small",
            new ByteArrayContent(new byte[2000]),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task A_child_reads_a_replaced_request_body()
    {
        await using var app = await MountFixture.Start(child =>
            child.Run(async context =>
            {
                context.Request.Body = new MemoryStream("other"u8.ToArray());
                var read = await context.Request.BodyReader.ReadAsync();
                await context.Response.WriteAsync(Encoding.UTF8.GetString(read.Buffer));
            })
        );
        using var answer = await app.Http.PostAsync(
            "/m/x",
            new StringContent("sent"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("other", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_WebSocket_works_inside_a_mount()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseWebSockets();
            child.Run(async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[100];
                while (
                    await socket.ReceiveAsync(buffer, context.RequestAborted)
                        is { MessageType: WebSocketMessageType.Text } got
                )
                    await socket.SendAsync(
                        buffer.AsMemory(0, got.Count),
                        WebSocketMessageType.Text,
                        true,
                        context.RequestAborted
                    );
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
            });
        });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(
            new UriBuilder(app.Address) { Scheme = "ws", Path = "/m/socket" }.Uri,
            TestContext.Current.CancellationToken
        );
        await client.SendAsync(
            "echo"u8.ToArray(),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken
        );
        var answer = new byte[100];
        var received = await client.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("echo", Encoding.UTF8.GetString(answer, 0, received.Count));
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Compression_in_the_parent_compresses_responses_of_the_child()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(child => child.Run(context =>
            {
                context.Response.ContentType = "text/plain";
                return context.Response.WriteAsync(new string('x', 5000));
            })),
            before: parent => parent.UseResponseCompression(),
            services: builder => builder.Services.AddResponseCompression());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/m/x");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Request_changes_in_a_child_do_not_reach_the_parent_and_HEAD_has_no_body()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(child =>
                child.Run(context =>
                {
                    (context.Request.Method, context.Request.Path, context.Request.PathBase) = (
                        "PUT",
                        "/changed",
                        "/elsewhere"
                    );
                    context.Request.QueryString = new("?changed");
                    context.Features.Set<IHttpResponseBodyFeature>(null);
                    Assert.Null(context.Features.Get<IHttpResponseBodyFeature>());
                    Assert.DoesNotContain(context.Features, feature => feature.Key == typeof(IHttpResponseBodyFeature));
                    return Task.CompletedTask;
                })
            ),
            before: parent =>
                parent.Use(
                    async (context, next) =>
                    {
                        await next(context);
                        Assert.Equal(
                            ("HEAD", "/m/x", "", "?q=1"),
                            (
                                context.Request.Method,
                                context.Request.Path.Value,
                                context.Request.PathBase.Value,
                                context.Request.QueryString.Value
                            )
                        );
                        Assert.NotNull(context.Features.Get<IHttpResponseBodyFeature>());
                    }
                )
        );
        using var request = new HttpRequestMessage(HttpMethod.Head, "/m/x?q=1");
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_application_with_its_own_server_cannot_be_mounted()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            MountedApp.Start(builder.Build(), TimeProvider.System)
        );
    }

    static WebApplication SignInApp(string name) =>
        MountFixture.Build(
            app =>
            {
                app.UseAuthentication();
                app.Run(async context =>
                {
                    if (context.Request.Path == "/in")
                        await context.SignInAsync(
                            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "ada")], "cookie"))
                        );
                    else
                        await context.Response.WriteAsync(context.User.Identity?.Name ?? "nobody");
                });
            },
            builder =>
            {
                builder.Services.AddDataProtection().SetApplicationName(name).UseEphemeralDataProtectionProvider();
                builder
                    .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(options => options.Cookie.Name = "who");
            }
        );

    static WebApplication FormApp(string name) =>
        MountFixture.Build(
            app =>
                app.Run(async context =>
                {
                    var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
                    if (context.Request.Method == "GET")
                        await context.Response.WriteAsync(antiforgery.GetAndStoreTokens(context).RequestToken!);
                    else if (!await antiforgery.IsRequestValidAsync(context))
                        context.Response.StatusCode = 400;
                }),
            builder =>
            {
                builder.Services.AddDataProtection().SetApplicationName(name).UseEphemeralDataProtectionProvider();
                builder.Services.AddAntiforgery(options => options.FormFieldName = "token");
            }
        );

    static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) await timer.WaitForNextTickAsync(patience.Token);
    }

    sealed class Only(IConfiguration configuration)
    {
        public string? Name => configuration["who"];
    }

    sealed class Disposed(List<string> order) : IDisposable
    {
        public void Dispose() => order.Add("disposed");
    }
}
