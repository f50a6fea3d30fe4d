using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Patterns.AppDispatch;

public sealed class MountedErrorTests
{
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
        await Poll.Until(() => order.Count == 3);
        Assert.Equal(["starting True", "completed 302 /m", "disposed"], order);
    }

    sealed class Disposed(List<string> order) : IDisposable
    {
        public void Dispose() => order.Add("disposed");
    }
}
