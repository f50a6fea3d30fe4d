using System.Diagnostics;
using System.Text;
using App.Tests.Blueprints.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.AppDispatch;

public sealed class MountedRequestTests
{
    [Fact, Trait("Statement", "P03.6")]
    public async Task HttpContextAccessor_returns_the_child_context_inside_and_the_parent_context_outside()
    {
        HttpContext? after = null;
        // Receives the value of IHttpContextAccessor in OnCompleted. The test awaits it, because OnCompleted runs after
        // the client has received the response.
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
}
